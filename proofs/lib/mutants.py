"""Mutants: a change of one function after which a named clause can no longer be proved (or a harness fails)."""
import os
import re
import shutil
import tempfile
import threading

from cbmc import ended, errors, messages
from tools import RUNNING, key, logic, stop
from tree import GateError, code
from wp import BOTH, FIRST, FLAGS, MACHDEPS, first_error, label, names_clause, plain

COLUMNS = ['id', 'file', 'function', 'old', 'new', 'clause']
LIMIT = 600
SHORT = ['-wp-timeout', '2']  # enough for a clause whose own goals took less than half of it


def unescape(text):
    return re.sub(r'\\([nt\\])', lambda m: {'n': '\n', 't': '\t', '\\': '\\'}[m.group(1)], text)


class Mutants:
    def __init__(self, tree, tools, results, session, build, harnesses):
        self.tree, self.tools, self.results, self.session = tree, tools, results, session
        self.build, self.harnesses = build, harnesses
        self.logic = {tool: logic('mutants.py', f'{tool}.py', 'tools.py', 'tree.py') for tool in ('wp', 'cbmc')}

    def mutated(self, row):
        old, new, text = unescape(row['old']), unescape(row['new']), self.tree.read(row['file'])
        if not old or text.count(old) != 1:
            raise GateError(f'{row["at"]}: the old text occurs {text.count(old) if old else 0} times in {row["file"]}')
        if old == new:
            raise GateError(f'{row["at"]}: the new text is the old text')
        return text.replace(old, new)

    def copy(self, row, names, text):
        """A tree of its own with the files that the run needs, one of them changed."""
        root = os.path.join(self.build, row['id'])
        shutil.rmtree(root, ignore_errors=True)
        for name in names:
            path = os.path.join(root, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, 'w', encoding='utf-8') as f:
                f.write(text if name == row['file'] else self.tree.read(name))
        return root

    def check(self, row, target, detail):
        """(problems, how). target: the row of targets.tsv that proves the function; detail: what it proved."""
        text = self.mutated(row)
        if row['clause'].startswith('cbmc:'):
            return self.by_harness(row, row['clause'][5:], text)
        if target is None or detail is None:
            return [f'{row["function"]} is not proved in {row["file"]}, so no clause of it can fail'], 'checked'
        known = [g for g in detail['keys'].get(row['function'], []) if names_clause(row['function'], row['clause'], g)]
        if not known:
            return [f'{row["function"]} has no proved clause {row["clause"]}'], 'checked'
        names = self.tree.closure([target['file']])
        is_slow = any(names_clause(row['function'], row['clause'], g) for g in detail['slow'])
        provers = BOTH if row['function'] in detail['hard'] else FIRST  # those that proved the function
        command = ['frama-c', '-machdep', MACHDEPS[0], *FLAGS, *provers, *target['extra'],
                   *([] if is_slow else SHORT), '-wp-fct', row['function']]
        command += [f'-wp-prop={label(row["clause"])}'] if label(row['clause']) else []
        if row['file'] not in names:
            return [f'{target["file"]} does not include {row["file"]}'], 'checked'
        k = key(self.logic['wp'], command, row['clause'], self.tools.versions,
                self.tree.digest(names, {row['file']: text}))
        name = f'mutant {row["id"]}'
        if self.results.get(name, k):
            return [], 'replayed'
        root = self.copy(row, names, text)
        failed, rest = self.first_failure(command + ['-wp-par', '1', '-wp-cache', 'update', '-wp-session',
                                          self.session.folder, target['file']], root, row)
        if failed:
            self.results.put(name, k, {'failed': failed})
            return [], 'run'
        return [f'survives: {rest}'], 'run'

    def first_failure(self, command, root, row):
        """(the first goal of the clause that the provers refuse or '', what happened else). Ends the run there."""
        other, wanted, last, summary, lines = [], '', '', '', []
        with tempfile.TemporaryFile('w+') as err:
            p = self.tools.start(command, root, err)
            timer = threading.Timer(LIMIT, stop, [p])
            timer.start()
            for line in p.stdout:
                lines.append(line)
                m = re.match(r'\[wp\] \[.+?\] Goal typed_(\w+)(?: : (\w+))?', line)
                if m and m.group(2) != 'Valid':
                    goal = plain(m.group(1))
                    last = goal if names_clause(row['function'], row['clause'], goal) else ''
                    other += [] if last else [goal]
                if last and re.search(r': (Timeout|Unknown|Stepout)', line):
                    wanted = last  # at least one prover looked at the goal and did not prove it
                    break
                summary = line.strip() if 'Proved goals' in line else summary
            timer.cancel()
            stop(p)
            p.stdout.close()
            p.wait()
            RUNNING.discard(p)
            if wanted:
                return wanted, ''
            if other:
                return '', f'other goals fail instead: {", ".join(other[:3])}'
            return '', summary or first_error(''.join(lines))

    def by_harness(self, row, harness, text):
        path = f'proofs/cbmc/{harness}.c'
        if not self.tree.exists(path):
            return [f'{path} does not exist'], 'checked'
        spec = self.harnesses.read(path)
        names = self.tree.closure([path, *spec['sources']], spec['folders'])
        if row['file'] not in names:
            return [f'{path} does not use {row["file"]}'], 'checked'
        command = self.harnesses.command(spec) + ['--stop-on-fail']  # the rest of its properties tells nothing more
        k = key(self.logic['cbmc'], command, self.tools.versions,
                self.tree.digest(names, {row['file']: text}, code))
        name = f'mutant {row["id"]}'
        if self.results.get(name, k):
            return [], 'replayed'
        failed, problems = self.first_red(command, self.copy(row, names, text))
        if failed:
            self.results.put(name, k, {'failed': failed})
            return [], 'run'
        return problems or [f'survives: {path} still holds'], 'run'

    def first_red(self, command, root):
        """(the property that fails or '', what prevents a verdict)"""
        status, out, err = self.tools.run(command, root, LIMIT)
        parts = messages(out)
        verdict = next((p['cProverStatus'] for p in parts if 'cProverStatus' in p), None)
        failed = next((p['property'] for p in parts if p.get('status') == 'failed'), '')
        if verdict not in ('success', 'failure') or bool(failed) != (verdict == 'failure'):
            return '', [f'no verdict ({ended(status)}): {errors(parts, err)}']
        return failed, []
