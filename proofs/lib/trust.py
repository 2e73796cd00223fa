"""What is taken without proof: the tables TRUSTED.d and TOOLS, forbidden words, and functions nobody proves."""
import re

from tree import code

TRUSTED = ['file', 'function', 'what', 'reason', 'test']
KINDS = ('not-yet-proved', 'model-checked', 'trusted', 'result', 'memory-model', 'word')
# result: proved are the errors, the frame and the ends of that function, and not all of what it returns
UNPROVED = ('not-yet-proved', 'model-checked', 'trusted')  # by WP, that is
EVERY_INPUT = re.compile(r'^// bound: none$', re.M)
WORDS = re.compile(r'\badmit\b|\baxiomatic\b|\baxiom\b|-wp-no-smoke|__CPROVER_assume\s*\(\s*(?:0|false|FALSE)\s*\)')
# Where these words have power: annotations, and macros, which annotations may use.
LINE = r'(?:\\\n|[^\n])*'  # with those that a backslash joins to it
ANNOTATION = re.compile(rf'/\*@.*?\*/|//@{LINE}|^[ \t]*#{LINE}|__CPROVER_assume[^;]*;', re.S | re.M)
LEVELS = ('functional', 'frame', 'rte')


def trusted(tree):
    return tree.tables('proofs/TRUSTED.d', TRUSTED)


def unproved(rows, files):
    """Functions of some files (one of C and the headers that it includes) whose contract WP takes without proof."""
    return sorted({r['function'] for r in rows if r['file'] in files and r['what'] in UNPROVED})


def check_trusted(tree, inventory, rows):
    problems = []
    for r in rows:
        if r['what'] not in KINDS:
            problems.append(f'{r["at"]}: what is "{r["what"]}", not one of {", ".join(KINDS)}')
        if not r['reason'].strip():
            problems.append(f'{r["at"]}: no reason')
        known = tree.exists(r['file']) if r['what'] == 'word' else (r['file'], r['function']) in inventory.defined
        if not known:
            problems.append(f'{r["at"]}: {r["file"]} has no function {r["function"]}')
        if r['test'] != '-' and not names_test(tree, r['test']):
            problems.append(f'{r["at"]}: the test {r["test"]} does not exist')
        if r['test'] == '-' and r['what'] in ('trusted', 'result'):
            problems.append(f'{r["at"]}: {r["what"]}, but no test samples it')
        if r['what'] == 'model-checked' and not is_model_checked(tree, r):
            problems.append(f'{r["at"]}: {r["test"]} is no harness that checks {r["function"]} for every input')
    return problems


def is_model_checked(tree, row):
    """The test is a harness of CBMC without a bound, which calls the function."""
    if not row['test'].startswith('proofs/cbmc/') or not tree.exists(row['test']):
        return False
    text = tree.read(row['test'])
    return EVERY_INPUT.search(text) is not None and re.search(rf'\b{row["function"]}\(', code(text)) is not None


def names_test(tree, name):
    """tests/unit/test_x.c:test_name, or a harness of CBMC, fuzzing or the kernel tests."""
    file, _, test = name.partition(':')
    return tree.exists(file) and (not test or re.search(rf'\b{re.escape(test)}\b', tree.read(file)) is not None)


def check_words(tree, rows):
    """Words that would let a proof pass for nothing."""
    folders = ('src/core', 'spec/logic', 'spec/ref', 'proofs',
               *(f'proofs/{f}' for f in ('witness', 'cbmc', 'spin', 'eva')))
    files = [n for folder in folders
             for end in ('.c', '.h', '.acsl', '.pml', 'targets.tsv', 'steps.tsv') for n in tree.glob(folder, end)]
    excused = {(r['file'], r['function']) for r in rows if r['what'] == 'word'}
    problems = []
    for name in files:
        text = tree.read(name)
        in_c = name.endswith(('.c', '.h'))
        parts = [(m.start(), m.group()) for m in ANNOTATION.finditer(text)] if in_c else [(0, text)]
        for start, part in parts:
            for m in WORDS.finditer(part):
                if (name, m.group()) not in excused:
                    line = text.count('\n', 0, start + m.start()) + 1
                    problems.append(f'{name}:{line}: {m.group()}')
    return problems


def check_tools(tree, versions):
    rows = {r['tool']: r['version'] for r in tree.table('proofs/TOOLS', ['tool', 'version'])}
    problems = [f'{t} is {versions.get(t, "unknown to the gate")}, proofs/TOOLS says {v}' for t, v in rows.items()
                if versions.get(t) != v]
    return problems + [f'{t} {v} is not in proofs/TOOLS' for t, v in versions.items() if t not in rows]


def check_inventory(inventory, targets, details, rows):
    """Every function of src/core is proved or listed as trusted; every contract has its proof."""
    proved = {(t['file'], f) for t in targets for f in (details.get(t['file']) or {'goals': {}})['goals']}
    anywhere = {f for _, f in proved}  # functions of headers are proved in the files that include them
    listed = {(r['file'], r['function']) for r in rows if r['what'] in UNPROVED}
    problems = []
    for (file, name), f in sorted(inventory.defined.items()):
        done = (file, name) in proved or file.endswith('.h') and name in anywhere
        if done and (file, name) in listed:
            problems.append(f'{file}: {name} is proved, yet TRUSTED.d lists it')
        elif not done and (file, name) not in listed:
            stated = inventory.contract(file, name)
            problems.append(f'{file}: {name} ' + ('has a contract that no target proves' if stated else
                                                  'is neither proved nor trusted'))
        elif done and not inventory.contract(file, name):
            problems.append(f'{file}: {name} has no contract')
    names = {name for _, name in inventory.defined}
    problems += [f'{d["file"]}: {name} has a contract and no body anywhere'
                 for name, d in sorted(inventory.declared.items()) if d['contract'] and name not in names]
    return problems


def check_goals(tree, counts):
    """counts: {(file, function): {machdep: n}} of this run against proofs/goals.tsv, in both directions."""
    want = {(r['file'], r['function']): (r['x86_64'], r['x86_32']) for r in
            tree.table('proofs/goals.tsv', ['file', 'function', 'x86_64', 'x86_32'])}
    problems = {}
    for at in sorted(set(want) | set(counts)):
        have = tuple(str(counts.get(at, {}).get(m, 0)) for m in ('x86_64', 'x86_32'))
        if have != want.get(at, ('0', '0')):
            problems.setdefault(at[0], []).append(f'{at[1]}: {"/".join(have)} goals, proofs/goals.tsv says '
                                                  f'{"/".join(want.get(at, ("none",)))}')
    return problems
