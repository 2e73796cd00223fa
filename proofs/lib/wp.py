"""Deductive proof of one C file by Frama-C's WP plug-in, and what its report must say."""
import json
import os
import re

from tools import key, logic
from tree import GateError

MACHDEPS = ('x86_64', 'x86_32')
FLAGS = ['-cpp-extra-args=-I src/core', '-kernel-warn-key',
         'annot:missing-spec=abort,typing:implicit-function-declaration=abort',
         '-wp', '-wp-rte', '-warn-unsigned-overflow', '-warn-unsigned-downcast', '-warn-signed-downcast',
         '-wp-model', 'Typed', '-wp-split']
FIRST = ['-wp-prover', 'cvc4', '-wp-timeout', '3']  # CVC4 alone proves nearly every goal, most of them in 0.1 s
BOTH = ['-wp-prover', 'cvc4,z3', '-wp-timeout', '10']  # for the functions in which it left a goal
SMOKE = ['-wp-smoke-tests', '-wp-smoke-timeout', '1']  # a contradiction shows at once, or not at all
ALLOWED = re.compile(r'-wp-literals|-wp-timeout \d+|-wp-split-depth \d+|-wp-fct-timeout [\w:,]+')
LIMIT = 2400  # seconds for one file; a single goal has its own limit
LEMMAS = '(lemmas)'


def options(text, at):
    """The extra options of a row; none of them may make a proof easier by proving less."""
    rest = '' if text == '-' else text
    if ALLOWED.sub('', rest).strip():
        raise GateError(f'{at}: option not allowed: {ALLOWED.sub("", rest).strip()}')
    return rest.split()


class Prover:
    """WP on files of one tree. detail = {goals: {function: n}, keys: {function: [property]}, memory: [function],
    hard: [function that needed both provers], slow: [goals that took over a second]}"""
    def __init__(self, tree, tools, results, session, build):
        self.tree, self.tools, self.results, self.session, self.build = tree, tools, results, session, build
        self.logic = logic('wp.py', 'tools.py', 'tree.py')

    def prove(self, file, machdep, extra, skipped):
        """(detail or None, problems, how): every goal of the file but those of the skipped functions."""
        extra = [*extra, '-wp-skip-fct', ','.join(sorted(skipped))] if skipped else extra
        commands = [['frama-c', '-machdep', machdep, *FLAGS, *how, *extra] for how in ([*FIRST, *SMOKE], BOTH)]
        name = f'wp {machdep} {file}'
        k = key(self.logic, commands, self.tools.versions, self.tree.digest(self.tree.closure([file])))
        kept = self.results.get(name, k)
        if kept:
            return kept, [], 'replayed'
        report = os.path.join(self.build, f'{file.replace("/", "_")}.{machdep}')
        goals, said, problems = self.ask(commands[0], file, report)
        hard = sorted({function for function, prop in unproved(goals) if '_wp_smoke_' not in prop})
        if hard and not problems:
            some = [] if LEMMAS in hard else ['-wp-fct', ','.join(hard)]
            again, rest, problems = self.ask(commands[1] + some, file, report + '.both')
            goals.update({f: {**goals[f], **again.get(f, {})} for f in hard})
            said += rest
        if not goals:
            return None, problems, 'proved'
        detail, faults = judge(goals, said, hard, file.startswith('proofs/witness/'))
        if not problems + faults:
            self.results.put(name, k, detail)
        return detail, problems + faults, 'proved'

    def ask(self, command, file, name):
        """({function: {property: (goals, proved)}}, what Frama-C said, what prevents a verdict)"""
        report = name + '.json'
        os.makedirs(self.build, exist_ok=True)
        if os.path.exists(report):
            os.remove(report)
        status, out, err = self.tools.run(command + ['-wp-par', '1', '-wp-cache', 'update', '-wp-session',
                                          self.session.folder, '-wp-report-json', report, file], self.tree.root, LIMIT)
        with open(report + '.txt', 'w', encoding='utf-8') as f:
            f.write(out + err)
        if status != 0 or not os.path.exists(report):
            return {}, out, [f'frama-c {"ended by its time limit" if status is None else f"exit status {status}"}: '
                             + first_error(out + err)]
        with open(report, encoding='utf-8') as f:
            goals, problems = read(json.load(f), out)
        return goals, out, problems


def read(report, out):
    """The goals of a report, and whether its totals say the same."""
    goals, problems = {}, []
    sections = dict(report.get('wp:functions', {}))
    if 'wp:axiomatics' in report:
        sections[LEMMAS] = {p: v for group in report['wp:axiomatics'].values() for p, v in group.items()}
    for function, properties in sections.items():
        for name, value in properties.items():
            if name != 'wp:section':
                main = value['wp:main'] if 'wp:main' in value else value
                goals.setdefault(function, {})[name] = main.get('total', 0), main.get('valid', 0)
    listed = [n for properties in goals.values() for n in properties.values()]
    total, proved = sum(n for n, _ in listed), sum(n for _, n in listed)
    main = report.get('wp:global', {}).get('wp:main', {})
    if not total or main.get('total') != total:
        problems.append(f'the report lists {total} goals, its total is {main.get("total", 0)}')
    summary = re.search(r'Proved goals:\s+(\d+) / (\d+)', out)  # WP counts smoke tests in another way here
    if not summary or (summary.group(1) == summary.group(2)) != (proved == total):
        problems.append(f'the report has {proved} of {total} goals proved, WP says: '
                        f'{summary.group(0) if summary else "nothing"}')
    return goals, problems


def unproved(goals):
    return [(f, p) for f, properties in goals.items() for p, (n, proved) in properties.items() if proved != n or not n]


def judge(goals, said, hard, witness):
    """What the goals of a file prove, and all that is wrong with it."""
    problems = []
    for function, name in unproved(goals):
        total, proved = goals[function][name]
        kind = 'smoke test failed' if '_wp_smoke_' in name else 'not proved'
        problems.append(f'{kind}: {function}: {name} ({proved} of {total})')
    memory, warnings = warned(said)
    if witness:  # nobody calls a witness, so it needs no contract of its own
        warnings = [w for w in warnings if '[wp:pedantic-assigns]' not in w]
    problems += [f'warning: {w}' for w in sorted(set(warnings))] + unguarded(said, goals)
    return {'goals': {f: sum(n for n, _ in ps.values()) for f, ps in goals.items()},
            'keys': {f: sorted(ps) for f, ps in goals.items()}, 'memory': memory, 'hard': hard,
            'slow': slow(said)}, problems


def slow(out):
    """The goals for which a prover needed over a second."""
    done = re.findall(r'Goal typed_(\w+) : Valid (?:\(Qed:\S+\) )?\(([\d.]+)s\)', out)
    return sorted({plain(name) for name, seconds in done if float(seconds) > 1})


def plain(goal):
    """A goal's name without what tells the parts of its clause apart."""
    return re.sub(r'_(preserved|established|decrease|positive|normal|exit)$', '', re.sub(r'_part\d+$', '', goal))


def warned(out):
    """(functions with memory model hypotheses, all other warnings). A generated or missing spec is among these."""
    memory, warnings, lines = [], [], out.splitlines()
    for i, line in enumerate(lines):
        if 'Warning' not in line and not re.search(r'enerating default|Missing RTE|Neither code nor', line):
            continue
        text = line + ' ' + (lines[i + 1].strip() if i + 1 < len(lines) and lines[i + 1].startswith(' ') else '')
        m = re.search(r"Memory model hypotheses for function '(\w+)'", text)
        if m:
            memory.append(m.group(1))
        elif 'Failed smoke-test' not in text:
            warnings.append(re.sub(r'\s+', ' ', text))
    return sorted(set(memory)), warnings


def unguarded(out, goals):
    """Functions for which no guards against run-time errors were made."""
    guarded = set(re.findall(r'\[rte:annot\] annotating function (\w+)', out))
    return [f'no RTE guards: {f}' for f in goals if f != LEMMAS and f not in guarded]


def first_error(text):
    lines = [line for line in text.splitlines() if re.search('rror|abort|Warning|nexpected', line)]
    return ' / '.join(lines[:2]) or text.strip()[-200:]


def names_clause(function, clause, goal):
    """Whether a goal (as in the report: function_behavior_kind_label_number) is of that clause of the function."""
    kinds = r'ensures|requires|assert|check|loop_invariant|exits|terminates'
    if clause == 'rte':
        return goal.startswith(f'{function}_assert_rte_')
    if clause in ('complete', 'disjoint'):
        return goal.startswith(f'{function}_{clause}_')
    for m in (re.fullmatch(r'(?P<rest>.+?)(?:_\d+)?', goal), re.fullmatch(r'(?P<rest>.+)', goal)):
        rest = m.group('rest')
        if '_requires_' in clause and rest in (clause, f'{function}_call_{clause}'):
            return True  # a precondition of what the function calls
        if re.fullmatch(rf'{re.escape(function)}_{re.escape(clause)}', rest):
            return True
        if re.fullmatch(rf'(?:\w+_)?(?:{kinds})_{re.escape(clause)}', rest) and \
                (rest.startswith(function + '_') or f'_requires_{clause}' in rest):
            return True
    return False


def label(clause):
    """How -wp-prop selects the clause; None where it cannot."""
    if clause == 'rte' or '_rte_' in clause:
        return None
    plain = re.sub(r'^(\w*?_)?(ensures|requires|assert|check|loop_invariant)_', '', clause)
    whole = {'assigns': '@assigns', 'loop_assigns': '@assigns', 'loop_variant': '@variant', 'variant': '@variant',
             'complete': '@complete_behaviors', 'disjoint': '@disjoint_behaviors'}
    return whole.get(clause, plain)
