"""Linear time: a copy of the sources in which a ghost counter grows by one at each call and each round of a loop."""
import json
import os
import re
import shutil

import trust
from tools import key, logic
from tree import COMMENT, GateError
from wp import BOTH, FIRST, FLAGS, MACHDEPS, first_error, names_clause, options, read, unproved

COLUMNS = ['file', 'function', 'clause', 'text']
TABLE = 'proofs/steps.tsv'
BOUNDS = 'steps,room,fact,unsigned_overflow,@assigns'
POSSIBLE = ['-wp-prover', 'cvc4', '-wp-timeout', '1']  # a contradiction shows at once, or not at all
LIMIT = 1200
COUNTER = """#ifndef STEPS_H
#define STEPS_H
#include <stddef.h>
#include <stdint.h>
/*@ ghost uint64_t steps; */
/*@ ghost uint32_t longest; */ // any number that no name of a parameter is longer than; nothing writes it
/*@ // what a scanner took from i on
    logic integer Taken(size_t e, size_t i) = e == SIZE_MAX ? 0 : e - i; */
#endif
"""
GHOST = ' /*@ ghost steps = steps + 1; */ '
ASKED = ' /*@ check possible: \\false; */' + GHOST  # not proved where what a call needs can be had
NO_TERM = re.compile(r';|/\*|\*/|//|@')
LOOP = re.compile(r'\b(for|while|do)\b')
CALL = re.compile(r'\b([A-Za-z_]\w*)\s*\(')
WORDS = {'if', 'for', 'while', 'switch', 'return', 'sizeof'}


def masked(text):
    """The text with blanks in the place of comments and literals."""
    return COMMENT.sub(lambda m: re.sub(r'[^\n]', ' ', m.group()), text)


def closing(text, i):
    """The index of the bracket that closes the one at i."""
    depth = 0
    for j in range(i, len(text)):
        depth += (text[j] in '({[') - (text[j] in ')}]')
        if depth == 0:
            return j
    raise GateError('brackets do not match')


def body(text, name):
    """[a, b) of the function's body with its braces, in a masked text; None where the text has none."""
    for m in re.finditer(rf'\b{name}\s*\(', text):
        end = closing(text, m.end() - 1)
        brace = re.match(r'\s*\{', text[end + 1:])
        if brace and text[:m.start()].count('{') == text[:m.start()].count('}'):
            a = end + brace.end()
            return a, closing(text, a) + 1
    return None


def inner(file, text, name):
    """Whether the function is static in that file, a .c: another file may have one of the same name."""
    return file.endswith('.c') and bool(re.search(rf'^static\b[^;{{}}]*\b{name}\s*\(', text, re.M))


class Function:
    """One counted function: its rows, and where it stands."""
    def __init__(self, rows):
        self.file, self.name = rows[0]['file'], rows[0]['function']
        self.rows = {r['clause']: r['text'] for r in rows}
        if len(self.rows) != len(rows) or 'most' not in self.rows:
            raise GateError(f'{rows[0]["at"]}: {self.name} needs one row "most", and one for each clause')

    def contract(self, text):
        most = self.rows['most']
        text = re.sub(r'\bassigns\s+\\nothing;', 'assigns steps;', text, count=1)
        text = re.sub(r'\bassigns\s+(?!steps;)([^;]+);', r'assigns \1, steps;', text, count=1)
        room = f'requires fact: {self.rows["needs"]};\n    ' if 'needs' in self.rows else ''
        room += f'requires room: steps + ({most}) <= 0xFFFFFFFFFFFFFFFF;\n    '
        text = re.sub(r'\bterminates\b', lambda m: room + m.group(), text, count=1)
        end = text.rindex('*/')
        more = f'ensures fact: {self.rows["fact"]};\n    ' if 'fact' in self.rows else ''
        more += f'ensures steps: steps <= \\old(steps) + ({self.rows.get("result", most)}); '
        return text[:end] + '\n    ' + more + text[end:]

    def loop(self, text, number):
        place = f'loop {number}'
        if place not in self.rows:
            raise GateError(f'{TABLE}: {self.name}: no row for {place}')
        text = re.sub(r'\bloop assigns\s+([^;]+);', r'loop assigns \1, steps;', text, count=1)
        more = f'loop invariant fact: {self.rows[place + " fact"]};\n    ' if place + ' fact' in self.rows else ''
        more += f'loop invariant steps: steps <= \\at(steps, Pre) + ({self.rows[place]});\n    '
        return re.sub(r'\bloop assigns\b', lambda m: more + m.group(), text, count=1)


class Steps:
    """The rows of steps.tsv over one tree."""
    def __init__(self, tree, tools, results, session, build):
        self.tree, self.tools, self.results, self.session, self.build = tree, tools, results, session, build
        self.logic = logic('steps.py', 'wp.py', 'tools.py', 'tree.py')
        rows = tree.table(TABLE, COLUMNS) if tree.exists(TABLE) else []
        groups, self.notions, self.options = {}, {}, {}
        for r in rows:
            if NO_TERM.search(re.sub(r'\\(forall|exists)\b[^;]*;', '', r['text'])):
                raise GateError(f'{r["at"]}: not a term: {r["text"]}')
            if r['clause'] == 'logic':
                self.notions.setdefault(r['file'], []).append(r['text'])
            elif r['clause'] == 'option':
                self.options[r['file']] = options(r['text'], r['at'])
            else:
                groups.setdefault((r['file'], r['function']), []).append(r)
        self.functions = {key: Function(g) for key, g in groups.items()}
        for f in self.functions.values():
            f.inner = tree.exists(f.file) and inner(f.file, masked(tree.read(f.file)), f.name)

    def visible(self, file):
        """The counted functions that a file can call."""
        return [f for f in self.functions.values() if f.file == file or not f.inner]

    def files(self):
        """The files in which functions are counted, each once; a header's are proved with the first that includes it."""
        return list(dict.fromkeys(f.file for f in self.functions.values() if f.file.endswith('.c')))

    # The copy

    def instrumented(self, name, text):
        edits, contracts, blank = [], [], masked(text)
        for f in self.visible(name):
            found = self.declared(f, name, text, blank)
            edits, contracts = edits + found, contracts + [e[0] for e in found]
            place = body(blank, f.name) if name == f.file else None
            if place:
                edits += self.counted(f, text, blank, *place)
        if name in self.notions:
            end = [m.end() for m in re.finditer(r'^\s*#\s*include\b.*\n', blank, re.M)][-1]
            end = min(contracts) if contracts else end  # behind the types
            edits.append((end, end, '/*@ ' + '; '.join(self.notions[name]) + '; */\n'))
        for a, b, new in sorted(edits, reverse=True):
            text = text[:a] + new + text[b:]
        return re.sub(r'^(\s*#\s*include)', r'#include "steps.h"\n\1', text, count=1, flags=re.M)

    def declared(self, f, name, text, blank):
        """The contract before a declaration or definition, where it has one."""
        for m in re.finditer(rf'\b{f.name}\s*\(', blank):
            head = blank[:m.start()]
            if head.count('{') != head.count('}'):
                continue
            start = max(head.rfind(c) for c in ';}#') + 1
            found = list(re.finditer(r'/\*@.*?\*/', text[start:m.start()], re.S))
            found = [c for c in found if re.search(r'\bterminates\b', c.group()) and 'ghost' not in c.group()]
            if found:
                c = found[-1]
                return [(start + c.start(), start + c.end(), f.contract(c.group()))]
        return []

    def counted(self, f, text, blank, a, b):
        edits, code = [(a + 1, a + 1, ASKED)], blank[a:b]
        for number, m in enumerate(LOOP.finditer(code), 1):
            if m.group() == 'do':
                raise GateError(f'{f.file}: {f.name}: do is not counted')
            note = list(re.finditer(r'/\*@\s*loop\b.*?\*/', text[a:a + m.start()], re.S))
            if not note or blank[a + note[-1].end():a + m.start()].strip():
                raise GateError(f'{f.file}: {f.name}: loop {number} has no annotation before it')
            edits.append((a + note[-1].start(), a + note[-1].end(), f.loop(note[-1].group(), number)))
            end = closing(blank, a + m.end() + code[m.end():].index('(')) + 1
            first = re.search(r'\S', blank[end:]).start() + end
            if blank[first] == '{':
                edits.append((first + 1, first + 1, GHOST))
            else:
                stop = blank.index(';', first) + 1
                if re.search(r'[{}]|\b(if|for|while|else)\b', blank[first:stop]):
                    raise GateError(f'{f.file}: {f.name}: loop {number} needs braces to be counted')
                edits.append((first, first, '{' + GHOST))
                edits.append((stop, stop, ' }'))
        return edits

    def copy(self, folder, file, replaced=None):
        root = os.path.join(self.build, folder)
        shutil.rmtree(root, ignore_errors=True)
        for name in self.tree.closure([file]):
            text = (replaced or {}).get(name) or self.tree.read(name)
            path = os.path.join(root, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, 'w', encoding='utf-8') as f:
                f.write(self.instrumented(name, text) if name.startswith('src/core/') else text)
        with open(os.path.join(root, 'src/core/steps.h'), 'w', encoding='utf-8') as f:
            f.write(COUNTER)
        return root

    # What is not counted takes a bounded number of steps

    def uncounted(self):
        """Counted functions call counted ones and such as have no loop, at any depth; their own loops are proved."""
        texts = {n: masked(self.tree.read(n)) for e in ('.c', '.h') for n in self.tree.glob('src/core', e)}
        open_yet = {(r['file'], r['function']) for r in trust.trusted(self.tree) if r['what'] == 'not-yet-proved'}
        problems, seen = [], set()

        def look(file, name, path):
            places = [file] if body(texts[file], name) else \
                [n for n in texts if body(texts[n], name) and not inner(n, texts[n], name)]
            if not places:
                problems.append(f'{path[-1]} calls {name}, which has no body here')
            for where in places:
                a, b = body(texts[where], name)
                code = texts[where][a:b]
                counted, calls = {f.name for f in self.visible(where)}, set(CALL.findall(code)) - WORDS
                if path and LOOP.search(code):
                    problems.append(f'{path[-1]} calls {name}, which has a loop and is not counted')
                if path and calls & counted:
                    problems.append(f'{path[-1]} calls {name}, which calls {min(calls & counted)} and is not counted')
                if re.search(r'\bgoto\b', code):
                    problems.append(f'{name} has a goto')
                if name in path:
                    problems.append(f'{name} calls itself and is not counted')
                if (where, name) in seen:
                    continue
                seen.add((where, name))
                for called in sorted(calls - counted):
                    look(where, called, [*path, name])
        for f in self.functions.values():
            if f.file not in texts or not body(texts[f.file], f.name):
                problems.append(f'{f.file} has no function {f.name}')
                continue
            if (f.file, f.name) in open_yet:
                problems.append(f'{f.name} is counted, and its contract not yet proved')
            look(f.file, f.name, [])
        return problems

    # The proof

    def home(self, function):
        """The counted file with which a function is proved: the first that includes its header."""
        return next((n for n in self.files() if function.file in self.tree.closure([n])), None)

    def command(self, file, machdep, provers, functions, clauses=BOUNDS):
        return ['frama-c', '-machdep', machdep, *FLAGS, *self.options.get(file, []), *provers, '-wp-prop', clauses,
                '-wp-fct', ','.join(functions)]

    def own(self, file):
        return sorted(f.name for f in self.functions.values() if self.home(f) == file)

    def key(self, command, file, replaced=None):
        closure = self.tree.closure([file])
        return key(self.logic, COUNTER, command, self.tools.versions,
                   [(f.name, f.rows) for f in self.functions.values() if f.file in closure],
                   [self.notions.get(n) for n in closure],
                   self.tree.digest(closure, replaced))

    def prove(self, file, machdep):
        """(detail or None, problems, how)"""
        own = self.own(file)
        command = self.command(file, machdep, BOTH, own)
        name, k = f'steps {machdep} {file}', self.key(command, file)
        kept = self.results.get(name, k)
        if kept:
            return kept, [], 'replayed'
        root = self.copy(file.replace('/', '_') + '.' + machdep, file)
        goals, problems = self.ask(command, root, file)
        problems += [f'{f}: nothing says how many steps it takes' for f in own if not said(goals, f)]
        problems += [f'not proved: {f}: {p}' for f, p in unproved(goals)]
        problems += [] if problems else self.impossible(machdep, root, file, own)
        detail = {f: sum(n for n, _ in ps.values()) for f, ps in goals.items()}
        if not problems:
            self.results.put(name, k, detail)
        return detail, problems, 'proved'

    def impossible(self, machdep, root, file, own):
        """Functions that no call can be made of, so that any bound of theirs would be proved."""
        goals, problems = self.ask(self.command(file, machdep, POSSIBLE, own, 'possible'), root, file)
        asked = {f: [p for p in goals.get(f, {}) if names_clause(f, 'check_possible', p)] for f in own}
        missed = [f for f in own if not asked[f]]
        false = {f for f in own for p in asked[f] if (f, p) not in unproved(goals)}
        return problems + [f'{f}: nothing says that it can be called' for f in missed] + \
            [f'{f}: what it needs can never be had' for f in sorted(false)]

    def ask(self, command, root, file):
        report = os.path.join(root, 'report.json')
        status, out, err = self.tools.run(command + ['-wp-par', '1', '-wp-cache', 'update', '-wp-session',
                                          self.session.folder, '-wp-report-json', report, file], root, LIMIT)
        with open(report + '.txt', 'w', encoding='utf-8') as f:
            f.write(out + err)
        if status != 0 or not os.path.exists(report):
            return {}, [f'frama-c: exit status {status}: {first_error(out + err)}']
        with open(report, encoding='utf-8') as f:
            return read(json.load(f), out)

    def check_mutant(self, row, mutants):
        """(problems, how). The clause of the row is steps:CLAUSE; what fails is a bound, and no other goal."""
        text, clause, f = mutants.mutated(row), row['clause'][6:], self.functions.get((row['file'], row['function']))
        if f is None:
            return [f'{row["function"]} is not counted'], 'checked'
        file = self.home(f)
        command = self.command(file, MACHDEPS[0], FIRST, [f.name])
        name, k = f'mutant {row["id"]}', key(clause, self.key(command, file, {f.file: text}))
        if self.results.get(name, k):
            return [], 'replayed'
        goals, problems = self.ask(command, self.copy(row['id'], file, {f.file: text}), file)
        failed = [p for g, p in unproved(goals) if g == f.name]
        if problems:
            return problems, 'run'
        if any(names_clause(f.name, clause, p) for p in failed):
            self.results.put(name, k, {'failed': failed})
            return [], 'run'
        return [f'other goals fail instead: {", ".join(failed[:3])}' if failed else 'survives'], 'run'


def said(goals, function):
    """Whether the ends of that function's runs were looked at."""
    return any(names_clause(function, 'ensures_steps', p) for p in goals.get(function, {}))
