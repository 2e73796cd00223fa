"""Running the provers, their versions, and the results kept from earlier runs."""
import fcntl
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile

from tree import GateError

VERSIONS = {  # tool: command, what to keep of its answer
    'frama-c': (['frama-c', '-version'], r'\S.*\S'),
    'why3': (['why3', '--version'], r'version (\S+)'),
    'z3': (['z3', '--version'], r'version (\S+)'),
    'cvc4': (['cvc4', '--version'], r'version (\S+)'),
    'cbmc': (['cbmc', '--version'], r'\S.*\S'),
    'gcc': (['gcc', '-dumpfullversion'], r'\S+'),
}


class Tools:
    def __init__(self, root):
        self.root = root
        self.env = dict(os.environ, LC_ALL='C')
        self.env['PATH'] = os.path.join(root, 'build/tools/bin') + ':' + self.env['PATH']
        self.env['WHY3CONFIG'] = os.path.join(root, 'build/why3.conf')
        self.versions = {name: self.version(*how) for name, how in VERSIONS.items()}

    def version(self, command, pattern):
        try:
            text = subprocess.run(command, env=self.env, capture_output=True, text=True).stdout
        except OSError:
            return 'missing'
        m = re.search(pattern, text)
        return m.group(m.lastindex or 0) if m else 'unknown'

    def configure(self):
        """Why3's own list of the provers, made anew each time so that none of another version is used."""
        path = self.env['WHY3CONFIG']
        if os.path.exists(path):
            os.remove(path)
        done = subprocess.run(['why3', 'config', 'detect'], env=self.env, capture_output=True, text=True)
        if done.returncode or not os.path.exists(path):
            raise GateError(f'why3 config detect failed: {done.stderr.strip()[-300:]}')

    def at(self, cwd):
        """The environment of a run in that directory: Frama-C looks at PWD, not at where it is."""
        return dict(self.env, PWD=cwd)

    def run(self, command, cwd, limit):
        """(exit status, output, errors); the status is None where the time limit was reached."""
        p = self.start(command, cwd, subprocess.PIPE)
        try:
            out, err = p.communicate(timeout=limit)
            return p.returncode, out, err
        except subprocess.TimeoutExpired:
            stop(p)
            out, err = p.communicate()
            return None, out, err
        finally:
            RUNNING.discard(p)

    def start(self, command, cwd, err):
        """A prover in a process group of its own, so that it can be ended with all that it started."""
        p = subprocess.Popen(command, cwd=cwd, env=self.at(cwd), stdout=subprocess.PIPE, stderr=err, text=True,
                             start_new_session=True)
        RUNNING.add(p)
        return p


RUNNING = set()
ON_STOP = []  # what to do first when the gate is told to end: keep what is proved so far


def stop(p):
    """Ends a program and the provers that it started."""
    try:
        os.killpg(p.pid, signal.SIGTERM)
    except ProcessLookupError:
        pass


def stop_all(*_):
    """What the gate does when it is told to end."""
    for p in list(RUNNING):
        stop(p)
    signal.alarm(30)  # the end, should the signal have come in the middle of the same
    try:
        for keep in ON_STOP:
            keep()
    except (OSError, RuntimeError, ValueError) as e:
        os.write(2, f'proofs/run: not all is kept: {e}\n'.encode())
    os._exit(3)


class Results:
    """Verdicts of earlier runs, each under a hash of all that it depends on. Only successes are kept."""
    def __init__(self, path, lock, fresh):
        self.path, self.lock, self.fresh = path, lock, fresh
        self.old = {} if fresh else self.load()
        self.new, self.used = {}, set()

    def load(self):
        rows = {}
        if self.path and os.path.exists(self.path):
            with open(self.path, encoding='utf-8') as f:
                for line in f:
                    cells = line.rstrip('\n').split('\t')
                    if len(cells) == 3:
                        rows[cells[0]] = (cells[1], cells[2])
        return rows

    def get(self, name, key):
        kept = self.old.get(name)
        if kept and kept[0] == key:
            self.used.add(name)
            return json.loads(kept[1])
        return None

    def put(self, name, key, detail):
        self.new[name] = (key, json.dumps(detail, sort_keys=True, separators=(',', ':')))
        self.used.add(name)

    def save(self, complete):
        """Writes what this run added; after a complete run nothing else stays."""
        if not self.path:
            return
        with open(self.lock, 'w') as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # two runs of the gate, each on its own module, keep each other's rows
            rows = {} if self.fresh and complete else self.load()
            rows.update(self.new)
            if complete:
                rows = {name: row for name, row in rows.items() if name in self.used}
            write(self.path, ''.join(f'{n}\t{k}\t{d}\n' for n, (k, d) in sorted(rows.items())))


class Session:
    """WP's cache of single goals: one text file in the repository, a directory of small ones while it runs."""
    def __init__(self, folder, packed, fresh):
        self.folder, self.packed, self.fresh = folder, packed, fresh
        self.cache = os.path.join(folder, 'cache')
        if fresh:
            shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(self.cache, exist_ok=True)
        if not fresh:
            for name, text in self.rows().items():
                path = os.path.join(self.cache, name + '.json')
                if not os.path.exists(path):
                    with open(path, 'w', encoding='utf-8') as f:
                        f.write(text)

    def rows(self):
        if not self.packed or not os.path.exists(self.packed):
            return {}
        with open(self.packed, encoding='utf-8') as f:
            return dict(line.rstrip('\n').split('\t', 1) for line in f if '\t' in line)

    def save(self, complete):
        if not self.packed:
            return
        rows = {} if self.fresh and complete else self.rows()
        for entry in os.listdir(self.cache):
            name, end = os.path.splitext(entry)
            if end == '.json' and name not in rows:
                with open(os.path.join(self.cache, entry), encoding='utf-8') as f:
                    text = re.sub(r'\s+', ' ', f.read()).strip()  # no JSON: WP writes 1. for a second
                if re.fullmatch(r'\{.*\}', text):  # else cut off by a run that was ended
                    rows[name] = text
        write(self.packed, ''.join(f'{n}\t{t}\n' for n, t in sorted(rows.items())))


def write(path, text):
    """Replaces a file in one step."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with tempfile.NamedTemporaryFile('w', dir=os.path.dirname(path), delete=False, encoding='utf-8') as f:
        f.write(text)
    os.chmod(f.name, 0o644)
    os.replace(f.name, path)


def logic(*modules):
    """A hash of the gate's own code that decides a verdict: a changed gate forgets its earlier verdicts."""
    here = os.path.dirname(os.path.abspath(__file__))
    h = hashlib.sha256()
    for m in sorted(modules):
        with open(os.path.join(here, m), 'rb') as f:
            h.update(f.read())
    return h.hexdigest()


def key(*parts):
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
