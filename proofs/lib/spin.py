"""Model checking by SPIN: models in proofs/spin, whose steps are the C of the core, and what their search reaches."""
import os
import re
import shutil

from tools import key, logic
from tree import GateError, code

BUILD = ['-std=gnu11', '-O2', '-w', '-DNOREDUCE', '-DVECTORSZ=1280', '-DMEMLIM=4000']
SAFETY = ['-DSAFETY', '-DBFS']  # of models without a formula: breadth first, so that -m bounds the moves exactly
ALLOWED = re.compile(r'-a|-m\d+')
LIMIT = 900


def version(tools):
    return tools.version(['spin', '-V'], r'Version (\S+)')


def all_versions(tools):
    """Of all tools. Only what SPIN proves is proved anew with another SPIN."""
    return dict(tools.versions, spin=version(tools))


class Models:
    def __init__(self, tree, tools, results, build):
        self.tree, self.tools, self.results, self.build = tree, tools, results, build
        self.logic = logic('spin.py', 'tools.py', 'tree.py')
        self.states = {}  # how many states the search of each model has stored

    def read(self, path):
        """The header of a model: search (options of the verifier), sources, reaches, property, bound, requirements."""
        text = self.tree.read(path)
        head = dict(re.findall(r'^//\s*(search|sources|reaches|property|bound|requirements):\s*(.*?)\s*$', text, re.M))
        for field in ('search', 'sources', 'reaches', 'property', 'bound'):
            if not head.get(field):
                raise GateError(f'{path}: no "// {field}:" line')
        if ALLOWED.sub('', head['search']).strip():
            raise GateError(f'{path}: option not allowed: {head["search"]}')
        folder, sources, parts = os.path.dirname(path), head['sources'].split(), self.tree.closure([path])
        whole = ''.join(self.tree.read(n) for n in parts)
        included = [f'{folder}/{n}' for n in re.findall(r'^\s*\\#include\s*"([^"]+)"', whole, re.M)]
        formulas = re.findall(r'^ltl\s+(\w+)', whole, re.M)
        if len(formulas) > 1 or bool(formulas) != ('-a' in head['search'].split()):
            raise GateError(f'{path}: -a goes with one formula')
        return dict(head, path=path, folder=folder, parts=parts, sources=sources, search=head['search'].split(),
                    reaches=[r.strip() for r in head['reaches'].split(',')], name=os.path.basename(path)[:-4],
                    build=BUILD + ([] if formulas else SAFETY), formula=''.join(formulas),
                    asserted={*re.findall(r'c_code\s*\[\s*(\w+)', whole), *formulas},
                    files=self.tree.closure([path, *included, *sources]))

    def run(self, spec, root, work):
        """(what the verifier says, problems). It runs in a directory of its own, on the files of that tree."""
        shutil.rmtree(work, ignore_errors=True)
        os.makedirs(work)
        model, folder, *sources = (os.path.join(root, s) for s in (spec['path'], spec['folder'], *spec['sources']))
        for command in (['spin', '-a', model], ['gcc', *spec['build'], '-I', folder, 'pan.c', *sources, '-o', 'pan']):
            status, out, err = self.tools.run(command, work, LIMIT)
            if status != 0:
                return '', [f'{command[0]}: {(err or out).strip()[:300]}']
        status, out, err = self.tools.run([os.path.join(work, 'pan'), *spec['search']], work, LIMIT)
        return out, [] if status == 0 else [f'no verdict (exit status {status}): {err.strip()[-300:]}']

    def failed(self, spec, out, work):
        """(the assertion that fails or '', how the search comes there, problems that prevent a verdict)"""
        m = re.search(r'^pan:\d+: (.*?) \(at depth \d+\)$', out, re.M)
        errors = re.search(r'errors: (\d+)$', out, re.M)
        cut = 'Search not completed' in out or (spec['formula'] and 'max search depth too small' in out)
        if not errors or bool(m) != (errors.group(1) != '0') or (not m and cut):
            return '', '', [f'no verdict: {out.strip()[:300]}']
        if not m:
            return '', '', []
        replay = [os.path.join(work, 'pan'), '-S', spec['name'] + '.pml.trail']
        moves = re.split(r'^(?:pan:|spin:|\s*<)', self.tools.run(replay, work, LIMIT)[1], flags=re.M)[0].splitlines()
        moves = [move for move in moves if not move.startswith('MSC:')]
        named = re.search(r'precondition false: (\w+)', m.group(1))
        what = spec['formula'] if m.group(1) == 'acceptance cycle' else named.group(1) if named else m.group(1)
        return what, '; '.join(moves), []

    def reached(self, spec, out):
        """(the number of states and of what must happen, what never happens). SPIN itself tells no unreached d_step."""
        stored = re.search(r'^\s*(\d+) states, stored', out, re.M)
        counts = {what: int(n) for what, n in re.findall(r'^reached: ([\w ]+): (\d+)$', out, re.M)}
        problems = [] if stored else ['the number of states is not told']
        problems += [f'never reached: {what}' for what in spec['reaches'] if not counts.get(what)]
        made = {(os.path.basename(file), int(n)) for file, n in re.findall(r'^made: (\S+):(\d+)$', out, re.M)}
        problems += [f'never made: {line.strip()}' for part in spec['parts']
                     for n, line in enumerate(self.tree.read(part).splitlines(), 1)
                     if line.lstrip().startswith('::') and (os.path.basename(part), n) not in made]
        return {'states': int(stored.group(1)) if stored else 0, 'reached': counts}, problems

    def key(self, spec, replaced=None):
        tools = version(self.tools), self.tools.versions['gcc']
        return key(self.logic, spec['build'], spec['search'], spec['sources'], spec['reaches'], tools,
                   self.tree.digest(spec['files'], replaced, code))

    def check(self, path):
        """(detail or None, problems, how)"""
        spec = self.read(path)
        if not spec['asserted']:
            return None, ['the model asserts nothing'], 'checked'
        name, k = f'spin {spec["name"]}', self.key(spec)
        detail = self.results.get(name, k)
        if detail:
            self.states[spec['name']] = detail['states']
            return detail, [], 'replayed'
        work = os.path.join(self.build, spec['name'])
        out, problems = self.run(spec, self.tree.root, work)
        if problems:
            return None, problems, 'run'
        failed, moves, problems = self.failed(spec, out, work)
        if failed:
            return None, [f'fails: {failed}, after: {moves}'], 'run'
        detail, missing = self.reached(spec, out)
        self.states[spec['name']] = detail['states']
        if not problems + missing:
            self.results.put(name, k, detail)
        return detail, problems + missing, 'run'

    def check_mutant(self, row, mutants):
        """(problems, how). The clause of the row is spin:MODEL.ASSERTION."""
        model, _, wanted = row['clause'][5:].partition('.')
        spec, text = self.read(f'proofs/spin/{model}.pml'), mutants.mutated(row)
        if row['file'] not in spec['files']:
            return [f'{spec["path"]} does not use {row["file"]}'], 'checked'
        if wanted not in spec['asserted']:
            return [f'{spec["path"]} asserts no {wanted}'], 'checked'
        name, k = f'mutant {row["id"]}', key(row['clause'], self.key(spec, {row['file']: text}))
        if self.results.get(name, k):
            return [], 'replayed'
        work = os.path.join(self.build, row['id'])
        out, problems = self.run(spec, mutants.copy(row, spec['files'], text), work)
        if problems:
            return problems, 'run'
        failed, _, problems = self.failed(spec, out, work)
        if failed == wanted:
            self.results.put(name, k, {'failed': failed})
            return [], 'run'
        return problems or [f'fails instead: {failed}' if failed else f'survives: {model} still holds'], 'run'
