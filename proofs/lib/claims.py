"""The table of claims in README.md, made from the artefacts alone."""
import os
import re

import trust
from cbmc import Harnesses
from gate import TARGET
from spin import Models
from steps import Steps
from tree import GateError, Inventory

START, END = '<!-- claims -->', '<!-- /claims -->'
MEANS = {'functional': 'results fixed in both directions, no run-time error',
         'frame': 'what is written and what is kept, no run-time error', 'rte': 'no run-time error'}


def summary(tree, file):
    """The first sentence of the comment that opens a file; '' where none does."""
    m = re.match(r'\s*/\*(.*?)\*/', tree.read(file), re.S)
    text = re.sub(r'\s*\n\s*\*?\s*', ' ', m.group(1)).strip() if m else ''
    return re.split(r'(?<=[a-z)])[.:](?:\s|$)', text)[0].strip()


def table(tree):
    inventory, trusted = Inventory(tree), trust.trusted(tree)
    goals = tree.table('proofs/goals.tsv', ['file', 'function', 'x86_64', 'x86_32'])
    rows = []
    for t in tree.table('proofs/targets.tsv', TARGET):
        file, stem = t['file'], os.path.splitext(os.path.basename(t['file']))[0]
        open_ = trust.unproved(trusted, [file])
        checked = [r for r in trusted if r['file'] == file and r['what'] == 'model-checked']
        n = sum(int(g['x86_64']) + int(g['x86_32']) for g in goals if g['file'] == file)
        proved = [f['name'] for f in inventory.of(file) if f['name'] not in open_]
        header = f'src/core/{stem}.h'
        assumed = ['callers keep each `requires`']
        apart = [f'`{r["function"]}`' for r in trusted if r['file'] == file and r['what'] == 'memory-model']
        assumed += ['pointers separate in ' + ', '.join(apart)] if apart else []
        assumed += [f'`{r["function"]}` by {r["test"]}' for r in checked]
        found = [r for r in trusted if r['file'] == file and r['what'] == 'result']
        assumed += [f'what `{r["function"]}` finds is compared in {r["test"]}' for r in found]
        open_results = ', '.join(f'`{r["function"]}`' for r in found) if t['level'] == 'functional' else ''
        but = f', but for {open_results}' if open_results else ''
        rest = [f for f in open_ if f not in {r['function'] for r in checked}]
        assumed += ['not proved: ' + ', '.join(f'`{f}`' for f in rest)] if rest else []
        public = ', '.join(f'`{f["name"]}`' for f in inventory.of(file) if f['name'] in proved and not f['static'])
        about = summary(tree, header if tree.exists(header) else file) or public
        rows.append((f'`{stem}`: {about}: {len(proved)} function{"s meet their contracts" if len(proved) > 1 else " meets its contract"}',
                     f'{t["level"]}{but}: {MEANS[t["level"]]}', f'WP, 64 and 32 bit, {n} goals', '; '.join(assumed),
                     f'`proofs/run --only {stem}`'))
    for path in tree.glob('proofs/cbmc', '.c'):
        h = Harnesses.__new__(Harnesses)
        h.tree = tree
        spec = h.read(path)
        whole = re.match(r'none\b[:\s]*', spec['bound'])
        limits = spec['bound'][whole.end():] if whole else spec['bound']
        level = ': '.join(filter(None, ('every input' if whole else 'bounded', limits)))
        rows.append((f'`{spec["name"]}`: {spec["property"]}', level, 'CBMC', 'a 64-bit machine',
                     f'`proofs/run --only {spec["name"]}`'))
    for path in tree.glob('proofs/spin', '.pml'):
        m = Models.__new__(Models)
        m.tree = tree
        spec = m.read(path)
        rows.append((f'`{spec["name"]}`: {spec["property"]}', f'bounded: {spec["bound"]}', 'SPIN', 'a 64-bit machine',
                     f'`proofs/run --only {spec["name"]}`'))
    steps = Steps(tree, None, None, None, '')
    for file in steps.files():
        own = steps.own(file)
        rows.append((f'`{file.split("/")[-1]}`: {len(own)} functions take no more steps, that is calls and rounds of loops, '
                     'than the bound of each in proofs/steps.tsv, which is linear in the bytes and header fields passed over',
                     'every input', 'WP on a copy with a ghost counter, 64 and 32 bit',
                     'the contracts of the same functions; callers keep each `needs`', '`proofs/run --only steps`'))
    lines = ['| claim | level or bound | tool | assumptions | command |', '|---|---|---|---|---|']
    return '\n'.join(lines + ['| ' + ' | '.join(c.replace('|', '\\|') for c in row) + ' |' for row in rows]) + '\n'


def split(text):
    if text.count(START) != 1 or text.count(END) != 1:
        raise GateError(f'README.md has no {START} ... {END}')
    before, rest = text.split(START)
    inside, after = rest.split(END)
    return before, inside.strip('\n') + '\n', after


def check(tree):
    if split(tree.read('README.md'))[1] != table(tree):
        return ['README.md differs from the artefacts: run proofs/run --update-claims']
    return []


def update(tree):
    before, _, after = split(tree.read('README.md'))
    with open(tree.path('README.md'), 'w', encoding='utf-8') as f:
        f.write(f'{before}{START}\n{table(tree)}{END}{after}')
