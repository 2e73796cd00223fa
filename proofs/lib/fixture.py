"""The gate's own test: small trees in proofs/fixture, each wrong in known ways, and one that is right.

proofs/fixture/NAME/expect has one line per result that must fail: its name, TAB, a pattern of its reason.
The gate must fail there in exactly these results; an empty file means that all must pass. The sound tree is also run
with results kept: they stand in for a second run, and for none after an included file has changed."""
import os
import re
import shutil

from gate import Gate
from tree import GateError, Tree


def run(tree, tools, build, say):
    done = []
    folder = tree.path('proofs/fixture')
    names = sorted(os.listdir(folder))
    if not {'sound', 'vacuous'} <= set(names):
        raise GateError('proofs/fixture lacks the sound or the vacuous tree')
    for number, name in enumerate(names, 1):
        problems = wrong(Tree(os.path.join(folder, name)), tools, os.path.join(build, 'fixture', name))
        done.append((not problems, f'fixture {name}', problems, 'run'))
        say(f'[{number}/{len(names)}] {"pass" if not problems else "FAIL"} the gate '
            f'{"accepts" if name == "sound" else "refuses"} the fixture {name}')
        for p in problems:
            say(f'    {p}')
    problems = replayed(tree.path('proofs/fixture/sound'), tools, os.path.join(build, 'fixture'))
    done.append((not problems, 'fixture replay', problems, 'run'))
    say(f'[replay] {"pass" if not problems else "FAIL"} kept results stand only for what has not changed')
    for p in problems:
        say(f'    {p}')
    return done


def replayed(source, tools, build):
    """What is wrong with the results that a run keeps."""
    copy = os.path.join(build, 'replay-tree')
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(source, copy)
    problems = []
    for turn, stands in (('first', False), ('second', True), ('changed', False)):
        if turn == 'changed':
            with open(os.path.join(copy, 'src/core/clamp.h'), 'a', encoding='utf-8') as f:
                f.write('typedef int changed;\n')
        # The sound fixture's cache of single goals serves here too: this is about whole results.
        done = Gate(Tree(copy), tools, os.path.join(build, 'sound'), say=lambda text: None).run()
        problems += [f'{turn} turn: {n} fails: {ps[0]}' for ok, n, ps, _ in done if not ok]
        kinds = {n: how for _, n, _, how in done if n.split()[0] in ('WP', 'witness', 'CBMC', 'mutant')}
        problems += [f'{turn} turn: {n} is {how}' for n, how in kinds.items() if (how == 'replayed') != stands]
        if not kinds:
            problems.append(f'{turn} turn: nothing was proved')
    return problems


def wrong(tree, tools, build):
    """What the gate says of a fixture beyond or short of what it must say."""
    said = []
    done = Gate(tree, tools, build, keep=False, say=said.append).run()
    expect = [line.split('\t') for line in tree.read('expect').splitlines() if line]
    problems = []
    for name, pattern in expect:
        hits = [p for ok, n, ps, _ in done if n == name and not ok for p in ps if re.search(pattern, p)]
        if not hits:
            problems.append(f'not refused: {name}: {pattern}')
    names = {name for name, _ in expect}
    problems += [f'refused without cause: {n}: {ps[0]}' for ok, n, ps, _ in done if not ok and n not in names]
    if not done:
        problems.append('the gate checked nothing')
    return problems
