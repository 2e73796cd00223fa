"""Bounded model checking: harnesses in proofs/cbmc, and which lines they reach."""
import json
import os
import re

from tools import key, logic
from tree import GateError, code

CHECKS = ['--function', 'harness', '--unwinding-assertions', '--bounds-check', '--pointer-check', '--conversion-check',
          '--signed-overflow-check', '--unsigned-overflow-check', '--pointer-overflow-check', '--div-by-zero-check',
          '--undefined-shift-check', '--json-ui']
COVER = ['--function', 'harness', '--no-unwinding-assertions', '--no-standard-checks', '--cover', 'location',
         '--json-ui']
ALLOWED = re.compile(r'--unwind \d+|--unwindset [\w.:,]+|--object-bits \d+|--slice-formula|--sat-solver \w+|--arch \w+|'
                     r'--(?:32|64)\b|-I ?[\w/.]+|-D ?\w+(?:=\w+)?')
UNCOVERED = ['harness', 'file', 'function', 'text', 'reason']
LIMIT = 900


class Harnesses:
    def __init__(self, tree, tools, results):
        self.tree, self.tools, self.results = tree, tools, results
        self.logic = logic('cbmc.py', 'tools.py', 'tree.py')

    def read(self, path):
        """The header of a harness: cbmc (options), sources, property, bound, requirements."""
        text = self.tree.read(path)
        head = dict(re.findall(r'^//\s*(cbmc|sources|property|bound|requirements):\s*(.*?)\s*$', text, re.M))
        for field in ('cbmc', 'sources', 'property', 'bound'):
            if not head.get(field):
                raise GateError(f'{path}: no "// {field}:" line')
        if ALLOWED.sub('', head['cbmc']).strip():
            raise GateError(f'{path}: option not allowed: {ALLOWED.sub("", head["cbmc"]).strip()}')
        sources = re.findall(r'[^\s,]+', head['sources'])
        extra = head['cbmc'].split()
        folders = ('src/core', *(o[2:] for o in extra if o.startswith('-I') and len(o) > 2),
                   *(b for a, b in zip(extra, extra[1:]) if a == '-I'))
        included = [n for n in self.tree.closure([path], folders) if n.startswith('src/core/') and n.endswith('.c')]
        return dict(head, path=path, sources=sources, extra=extra, folders=folders, checked={*sources, *included},
                    name=os.path.basename(path)[:-2])

    def command(self, spec, mode=CHECKS):
        return ['cbmc', spec['path'], *spec['sources'], '-I', 'src/core', *spec['extra'], *mode]

    def failures(self, spec, root):
        """(properties that fail, problems that prevent a verdict)"""
        status, out, err = self.tools.run(self.command(spec), root, LIMIT)
        parts = messages(out)
        results = next((p['result'] for p in parts if 'result' in p), None)
        verdict = next((p['cProverStatus'] for p in parts if 'cProverStatus' in p), None)
        if results is None or verdict not in ('success', 'failure'):
            return [], [f'no verdict ({ended(status)}): {errors(parts, err)}']
        own = [r for r in results if '.assertion.' in r['property']
               and r.get('sourceLocation', {}).get('file', '').endswith(spec['path'])]
        if not own:
            return [], ['the harness asserts nothing']
        failed = [f'{r["property"]}: {r["description"]}' for r in results if r['status'] != 'SUCCESS']
        if bool(failed) != (verdict == 'failure') or (status == 0) != (verdict == 'success'):
            return failed, [f'CBMC contradicts itself: {verdict}, exit status {status}, {len(failed)} failures']
        spec['properties'] = len(results)
        return failed, []

    def covered(self, spec):
        """(lines that no run reaches as (file, function, text), problems)"""
        status, out, err = self.tools.run(self.command(spec, COVER), self.tree.root, LIMIT)
        parts = messages(out)
        goals = next((p['goals'] for p in parts if 'goals' in p), None)
        if goals is None:
            return [], [f'no coverage ({ended(status)}): {errors(parts, err)}']
        reached, seen = {}, set()
        for g in goals:
            for file, functions in g['basicBlockLines'].items():
                file = os.path.relpath(os.path.join(self.tree.root, file), self.tree.root)
                for function, lines in functions.items():
                    for line in numbers(lines):
                        at = (file, function, line)
                        reached[at] = reached.get(at, False) or g['status'] == 'satisfied'
                        if g['status'] == 'satisfied':
                            seen.add((file, function))
        problems = [f'no function of {s} is reached' for s in sorted(spec['checked'])
                    if s.startswith('src/core/') and not any(f == s for f, _ in seen)]
        missed = sorted(at for at, hit in reached.items() if not hit and at[:2] in seen and at[0] in spec['checked'])
        return sorted({(f, fn, self.line(f, n)) for f, fn, n in missed}), problems

    def line(self, file, number):
        return self.tree.read(file).splitlines()[number - 1].strip()

    def check(self, path, excused):
        """(detail or None, problems, how). excused: rows of UNCOVERED.tsv."""
        spec = self.read(path)
        names = self.tree.closure([path, *spec['sources']], spec['folders'])
        commands = self.command(spec), self.command(spec, COVER)
        k = key(self.logic, commands, self.tools.versions, self.tree.digest(names, as_read=code))
        detail, how = self.results.get(f'cbmc {spec["name"]}', k), 'replayed'
        if not detail:
            how = 'run'
            failed, problems = self.failures(spec, self.tree.root)
            if failed or problems:
                return None, [f'fails: {f}' for f in failed[:5]] + problems, how
            missed, problems = self.covered(spec)
            if problems:
                return None, problems, how
            detail = {'properties': spec['properties'], 'uncovered': missed}
            self.results.put(f'cbmc {spec["name"]}', k, detail)
        missed = {tuple(m) for m in detail['uncovered']}
        listed = {(r['file'], r['function'], r['text'].strip()) for r in excused if r['harness'] == spec['name']}
        problems = [f'line not reached and not in UNCOVERED.tsv: {f}: {fn}: {t}'
                    for f, fn, t in sorted(missed - listed)]
        problems += [f'UNCOVERED.tsv lists a line that is reached or gone: {f}: {fn}: {t}'
                     for f, fn, t in sorted(listed - missed)]
        problems += [f'{r["at"]}: no reason' for r in excused
                     if r['harness'] == spec['name'] and not r['reason'].strip()]
        return detail, problems, how


def ended(status):
    return 'time limit' if status is None else f'exit status {status}'


def messages(out):
    try:
        return json.loads(out)
    except ValueError:
        return []


def errors(parts, err):
    texts = [p['messageText'] for p in parts if p.get('messageType') == 'ERROR']
    return ' / '.join(texts[:2]) or err.strip()[-300:]


def numbers(lines):
    """'5,7-9' -> 5, 7, 8, 9"""
    for part in lines.split(','):
        first, _, last = part.partition('-')
        yield from range(int(first), int(last or first) + 1)
