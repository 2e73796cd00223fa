"""The whole gate over one tree: proof targets, witnesses, mutants, CBMC, SPIN, and the tables around them."""
import concurrent.futures
import os
import re
import time

import trust
from cbmc import UNCOVERED, Harnesses
from mutants import COLUMNS as MUTANT, Mutants
from spin import Models, all_versions
from steps import Steps
from tools import ON_STOP, Results, Session
from tree import GateError, Inventory, bodies
from wp import MACHDEPS, Prover, names_clause, options

TARGET = ['file', 'level', 'options']
MUTANTS_PER_FUNCTION = 3


class Gate:
    def __init__(self, tree, tools, build, fresh=False, only=None, keep=True, say=print, known=True):
        self.tree, self.tools, self.only, self.say, self.fresh = tree, tools, only, say, fresh
        self.known = known  # whether goals.tsv is compared (not while it is being rewritten)
        os.makedirs(build, exist_ok=True)
        path = tree.path('proofs/cache/results.tsv') if keep else None
        packed = tree.path('proofs/cache/wp.tsv') if keep else None
        self.results = Results(path, os.path.join(build, 'results.lock'), fresh)
        self.session = Session(os.path.join(build, 'session'), packed, fresh)
        ON_STOP.append(self.save)
        self.harnesses = Harnesses(tree, tools, self.results)
        self.prover = Prover(tree, tools, self.results, self.session, os.path.join(build, 'wp'))
        self.mutants = Mutants(tree, tools, self.results, self.session, os.path.join(build, 'mutants'), self.harnesses)
        self.models = Models(tree, tools, self.results, os.path.join(build, 'spin'))
        self.steps = Steps(tree, tools, self.results, self.session, os.path.join(build, 'steps'))
        self.inventory = Inventory(tree)
        self.trusted = trust.trusted(tree)
        self.targets = self.read_targets()
        self.done, self.counts, self.details = [], {}, {}
        self.how = {'replayed': 0}

    # What there is to do

    def wanted(self, file):
        stem = os.path.splitext(os.path.basename(file))[0]
        return not self.only or stem == self.only or stem.startswith(self.only + '_')

    def read_targets(self):
        rows = self.tree.table('proofs/targets.tsv', TARGET) if self.tree.exists('proofs/targets.tsv') else []
        for r in rows:
            r['extra'] = options(r['options'], r['at'])
            if r['level'] not in trust.LEVELS:
                raise GateError(f'{r["at"]}: level {r["level"]} is not one of {", ".join(trust.LEVELS)}')
        files = [r['file'] for r in rows]
        if len(set(files)) != len(files):
            raise GateError('proofs/targets.tsv: a file stands there twice')
        return rows

    def read_mutants(self):
        rows = self.tree.tables('proofs/mutants.d', MUTANT)
        ids = [r['id'] for r in rows]
        for r in rows:
            if ids.count(r['id']) > 1 or not re.fullmatch(r'[\w.-]+', r['id']):
                raise GateError(f'{r["at"]}: the id {r["id"]} is not unique or not a plain word')
        return rows

    def has_tools(self):
        """The project states its tools; of the fixtures only one does."""
        return self.tree.root == self.tools.root or self.tree.exists('proofs/TOOLS')

    def witnesses(self):
        return self.tree.glob('proofs/witness', '.c')

    # One result

    def result(self, name, problems, how='checked', seconds=0.0):
        self.done.append((not problems, name, problems, how))
        spent = f'{how}, {seconds:.0f} s' if seconds >= 0.5 else how
        self.say(f'[{len(self.done)}/{self.total}] {"pass" if not problems else "FAIL"} {name} ({spent})')
        for p in problems[:20]:
            self.say(f'    {p}')
        if len(problems) > 20:
            self.say(f'    and {len(problems) - 20} more')

    def attempt(self, work, *args):
        """The answer of a check, with what is wrong with its own artefacts as a problem; and the time it took."""
        start = time.monotonic()
        try:
            answer = work(*args)
        except GateError as e:
            answer = None, [str(e)], 'checked'
        return answer, time.monotonic() - start

    # The run

    def run(self):
        targets = [t for t in self.targets if self.wanted(t['file'])]
        witnesses = [w for w in self.witnesses() if self.wanted(w)]
        mutants = [m for m in self.read_mutants() if self.wanted(m['file']) or self.wanted(m['at'].split(':')[0])]
        harnesses = [h for h in self.tree.glob('proofs/cbmc', '.c') if self.wanted(h)]
        models = [m for m in self.tree.glob('proofs/spin', '.pml') if self.wanted(m)]
        counted = [f for f in self.steps.files() if self.only == 'steps' or self.wanted(f)]
        self.total = (len(targets) + len(witnesses) + len(counted)) * len(MACHDEPS) + len(mutants) + len(harnesses) + \
            len(models) + (3 if self.only else 6 if self.has_tools() else 5) + bool(counted)
        if self.only and not (targets or witnesses or mutants or harnesses or models or counted):
            raise GateError(f'no artefact of a module {self.only}')
        self.result('no word that weakens a proof', trust.check_words(self.tree, self.trusted))
        if not self.only:
            if self.has_tools():
                self.result('exact versions of the tools', trust.check_tools(self.tree, all_versions(self.tools)))
            self.result('TRUSTED.d', trust.check_trusted(self.tree, self.inventory, self.trusted))
        self.prove([*targets, *({'file': w, 'level': 'witness', 'extra': []} for w in witnesses)])
        self.compare_goals(targets, witnesses)
        self.result('every proved function has its witness and mutants', self.unaccompanied())
        if not self.only:
            self.result('every function of src/core is proved or listed',
                        trust.check_inventory(self.inventory, self.targets, self.details, self.trusted))
        self.count_steps(counted)
        self.check_harnesses(harnesses)
        self.side_by_side('SPIN', models, self.models.check, lambda m: f'SPIN {os.path.basename(m)[:-4]}')
        self.check_mutants(mutants)
        self.save(not self.only and all(ok for ok, *_ in self.done))
        return self.done

    def save(self, complete=False):
        self.results.save(complete)
        self.session.save(complete)

    def prove(self, targets):
        """Every target on every machine; the second finds in WP's cache what is the same as on the first."""
        kind = {t['file']: 'witness' if t['level'] == 'witness' else 'WP' for t in targets}
        self.side_by_side('proofs', [(t, m) for m in MACHDEPS for t in targets], lambda work: self.proof(*work),
                          lambda work: f'{kind[work[0]["file"]]} {work[0]["file"]} ({work[1]})')

    def proof(self, target, machdep):
        file = target['file']
        skipped = trust.unproved(self.trusted, [file] + [n for n in self.tree.closure([file]) if n.endswith('.h')])
        detail, problems, how = self.prover.prove(file, machdep, target['extra'], skipped)
        if detail and not problems and machdep == MACHDEPS[0]:
            self.details[file] = detail
        if detail:
            problems = problems + self.demands(target, detail, skipped)
            for function, n in detail['goals'].items():
                self.counts.setdefault((file, function), {})[machdep] = n
        return detail, problems, how

    def demands(self, target, detail, skipped):
        """What a proved file must have beyond its goals."""
        file, problems = target['file'], []
        declared = {r['function'] for r in self.trusted if r['file'] == file and r['what'] == 'memory-model'}
        problems += [f'{f}: memory model hypotheses that neither its contract nor TRUSTED.d states'
                     for f in detail['memory']
                     if f not in declared and f not in skipped and not self.writes_nothing(file, f)]
        if target['level'] == 'witness':
            if re.search(r'#\s*include\s*"[^"]*\.c"', self.tree.read(file)):
                problems.append('a witness includes headers only')
            keys = detail['keys']
            return problems + [f'{f}: nothing is checked' for f in bodies(self.tree.read(file))
                               if not any(re.match(rf'{f}_(check|assert)(?!_rte_)', k) for k in keys.get(f, []))]
        for f in self.inventory.of(file):
            name = f['name']
            if name in skipped:
                continue
            if name not in detail['goals']:
                problems.append(f'{name}: no goal')
            elif target['level'] == 'functional' and not any('_ensures' in k for k in detail['keys'][name]):
                problems.append(f'{name}: level functional, but no ensures')
        return problems

    def writes_nothing(self, file, name):
        """Where nothing is written, it does not matter that WP takes pointers and tables as separate."""
        assigned = re.findall(r'\bassigns\s+([^;]*);', self.inventory.contract(file, name))
        return bool(assigned) and all(a.strip() == r'\nothing' for a in assigned)

    def unaccompanied(self):
        """Public functions without a witness, proved functions with too few mutants."""
        witnessed = ' '.join(self.tree.read(w) for w in self.witnesses())
        mutants, problems = self.read_mutants(), []
        proved = {(t['file'], f) for t in self.targets if t['level'] == 'functional'
                  for f in (self.details.get(t['file']) or {'goals': {}})['goals']}
        anywhere = {name for _, name in proved}
        for (file, name), f in sorted(self.inventory.defined.items()):
            if not self.wanted(file) or not ((file, name) in proved or file.endswith('.h') and name in anywhere):
                continue
            if not f['static'] and not re.search(rf'\b{name}\s*\(', witnessed):
                problems.append(f'{file}: {name}: no witness')
            n = sum(m['function'] == name and m['file'] == file for m in mutants)
            if n < MUTANTS_PER_FUNCTION:
                problems.append(f'{file}: {name}: {n} mutants, {MUTANTS_PER_FUNCTION} are asked for')
        return problems

    def compare_goals(self, targets, witnesses):
        files = {t['file'] for t in targets} | set(witnesses)
        if not self.known:
            return self.result('proofs/goals.tsv is rewritten', [])
        wrong = trust.check_goals(self.tree, self.counts)
        self.result('goals per function as in proofs/goals.tsv',
                    [f'{file}: {p}' for file, ps in wrong.items() if not self.only or file in files for p in ps])

    def check_harnesses(self, harnesses):
        excused = self.tree.table('proofs/cbmc/UNCOVERED.tsv', UNCOVERED) \
            if self.tree.exists('proofs/cbmc/UNCOVERED.tsv') else []
        names = {os.path.basename(h)[:-2] for h in self.tree.glob('proofs/cbmc', '.c')}
        stray = [r['at'] for r in excused if r['harness'] not in names]
        if stray:
            raise GateError(f'{stray[0]}: no such harness')
        self.side_by_side('CBMC', harnesses, lambda h: self.harnesses.check(h, excused),
                          lambda h: f'CBMC {os.path.basename(h)[:-2]}')

    def count_steps(self, files):
        if files:
            self.result('what is not counted has no loop', self.steps.uncounted())
        self.side_by_side('bounds of steps', [(f, m) for m in MACHDEPS for f in files],
                          lambda work: self.steps.prove(*work), lambda work: f'steps {work[0]} ({work[1]})')

    def check_mutants(self, mutants):
        self.side_by_side('mutants', mutants, lambda m: (None, *self.check_mutant(m)), lambda m: f'mutant {m["id"]}')

    def check_mutant(self, mutant):
        if mutant['clause'].startswith('spin:'):
            return self.models.check_mutant(mutant, self.mutants)
        if mutant['clause'].startswith('steps:'):
            return self.steps.check_mutant(mutant, self.mutants)
        return self.mutants.check(mutant, *self.target_of(mutant))

    def target_of(self, mutant):
        """The target that proves a mutated function, and what it proved."""
        homes = [t for t in self.targets if mutant['file'] in self.tree.closure([t['file']])
                 and mutant['function'] in (self.details.get(t['file']) or {'goals': {}})['goals']]
        homes.sort(key=lambda t: t['file'] != mutant['file'])
        return (homes[0], self.details[homes[0]['file']]) if homes else (None, None)

    def side_by_side(self, what, items, work, name):
        """Two at a time; each prover runs on one core."""
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            if items:
                self.say(f'    {len(items)} {what} ...')
            running = {pool.submit(self.attempt, work, i): i for i in items}
            for r in concurrent.futures.as_completed(running):
                (_, problems, how), seconds = r.result()
                self.result(name(running[r]), problems, how, seconds)

    def goal_table(self):
        rows = [f'{file}\t{function}\t{n.get("x86_64", 0)}\t{n.get("x86_32", 0)}'
                for (file, function), n in sorted(self.counts.items())]
        return 'file\tfunction\tx86_64\tx86_32\n' + ''.join(r + '\n' for r in rows)
