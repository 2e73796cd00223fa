"""The files of one source tree: tables, C functions with their contracts, and what a file includes."""
import hashlib
import os
import re


class GateError(Exception):
    """The artefacts themselves are wrong (a missing file, a malformed row)."""


class Tree:
    def __init__(self, root):
        self.root = root

    def path(self, name):
        return os.path.join(self.root, name)

    def exists(self, name):
        return os.path.isfile(self.path(name))

    def read(self, name):
        try:
            with open(self.path(name), encoding='utf-8') as f:
                return f.read()
        except FileNotFoundError:
            raise GateError(f'{name} does not exist')

    def glob(self, folder, end):
        top = self.path(folder)
        found = sorted(n for n in os.listdir(top) if n.endswith(end)) if os.path.isdir(top) else []
        return [f'{folder}/{n}' for n in found]

    def table(self, name, columns, optional=0):
        """Rows of a TAB-separated file as dicts; '#' starts a comment, a row of column names is skipped."""
        rows = []
        for number, line in enumerate(self.read(name).splitlines(), 1):
            if not line.strip() or line.startswith('#'):
                continue
            cells = line.split('\t')
            if cells[:2] == columns[:2]:
                continue
            cells += [''] * (len(columns) - len(cells)) if len(cells) >= len(columns) - optional else []
            if len(cells) != len(columns):
                raise GateError(f'{name}:{number}: {len(cells)} columns instead of {len(columns)}')
            rows.append(dict(zip(columns, cells), at=f'{name}:{number}'))
        return rows

    def tables(self, folder, columns, optional=0):
        return [row for name in self.glob(folder, '.tsv') for row in self.table(name, columns, optional)]

    def closure(self, names, folders=('src/core',)):
        """The files and every file they include by "...", conditional or not, with the tree's own paths."""
        seen, todo = [], list(names)
        while todo:
            name = os.path.normpath(todo.pop())
            if name in seen:
                continue
            seen.append(name)
            for inc in re.findall(r'^\s*#\s*include\s*"([^"]+)"', self.read(name), re.M):
                places = [os.path.normpath(os.path.join(d, inc)) for d in (os.path.dirname(name), *folders)]
                hit = next((p for p in places if self.exists(p)), None)
                if hit is None:
                    raise GateError(f'{name} includes {inc}, which does not exist')
                todo.append(hit)
        return sorted(seen)

    def digest(self, names, replaced=None, as_read=str):
        """One hash over names and contents; replaced maps a name to the text that stands for its content."""
        h = hashlib.sha256()
        for name in sorted(names):
            text = (replaced or {}).get(name)
            text = as_read(self.read(name) if text is None else text)
            h.update(f'{name}\0{len(text)}\0{text}\0'.encode())
        return h.hexdigest()


COMMENT = re.compile(r'/\*.*?\*/|//[^\n]*|("(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\')', re.S)


def code(text):
    """A C text without its comments and the white space that they leave."""
    return re.sub(r'\s*\n\s*', '\n', COMMENT.sub(lambda m: m.group(1) or ' ', text))


KEYWORDS = {'if', 'while', 'for', 'switch', 'return', 'sizeof', '_Static_assert', '_Alignas', '__attribute__'}
KINDS = 'requires|ensures|exits|terminates|assumes|returns'
CONTRACT = re.compile(r'\b(requires|ensures|assigns|terminates|exits|behavior)\b')
TOKEN = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|^[ \t]*#(?:\\\n|[^\n])*|[{};]',
                   re.S | re.M)


def functions(text):
    """Functions of a C text at file scope: dicts with name, static, body (bool), contract (ACSL or '')."""
    found, depth, code, acsl, body = [], 0, '', [], None
    end = 0
    for m in TOKEN.finditer(text):
        t = m.group()
        if depth == 0:
            code += text[end:m.start()]
        end = m.end()
        if t.startswith(('/*', '//')):
            if depth == 0 and t[2:3] == '@' and not code.strip():
                acsl.append(t)
        elif t[0] in '"\'' or t.lstrip().startswith('#'):
            continue
        elif t == '{':
            if depth == 0:
                body = declared(code)
            depth += 1
        elif t == '}':
            depth -= 1
            if depth == 0 and body:
                found.append(record(body, code, acsl, True))
                code, acsl, body = '', [], None
        elif depth == 0:
            name = declared(code)
            if name and not code.lstrip().startswith('typedef'):
                found.append(record(name, code, acsl, False))
            code, acsl, body = '', [], None
    return found


def bodies(text):
    return [f['name'] for f in functions(text) if f['body']]


def declared(code):
    """The name of the function that this text declares, or None."""
    code = re.sub(r'__attribute__\s*\(\(.*?\)\)', '', code, flags=re.S).strip()
    m = re.match(r'^[\w\s\*]*?\b(\w+)\s*\([^{};=]*\)$', code, re.S)
    return m.group(1) if m and m.group(1) not in KEYWORDS else None


def record(name, code, acsl, body):
    contract = '\n'.join(a for a in acsl if CONTRACT.search(a))
    return {'name': name, 'static': bool(re.search(r'\bstatic\b', code)), 'body': body, 'contract': contract}


def clauses(contract):
    """What a clause of this contract can be called: labels, behaviours, and the kinds that carry no label."""
    names = set()
    for labels in re.findall(rf'\b(?:{KINDS})\s+((?:[A-Za-z_]\w*\s*:(?!:)\s*)+)', contract):
        names.update(re.findall(r'\w+', labels))
    names.update(re.findall(r'\bbehavior\s+(\w+)\s*:', contract))
    plain = ('assigns', 'terminates', 'exits', 'complete', 'disjoint')
    names.update(k for k in plain if re.search(rf'\b{k}\b', contract))
    return names


class Inventory:
    """Every function of src/core, and what is known about it."""
    def __init__(self, tree):
        self.defined, self.declared = {}, {}  # (file, name) -> record; name -> record of the header
        for name in tree.glob('src/core', '.h') + tree.glob('src/core', '.c'):
            for f in functions(tree.read(name)):
                f = dict(f, file=name)
                if f['body']:
                    self.defined[name, f['name']] = f
                elif name.endswith('.h'):
                    self.declared[f['name']] = f

    def contract(self, file, name):
        """The contract of a function of that file: its own, or the one on its public declaration."""
        f = self.defined.get((file, name))
        own = f['contract'] if f else ''
        public = '' if f and f['static'] else self.declared.get(name, {}).get('contract', '')
        return own + public

    def of(self, file):
        return [f for (where, _), f in self.defined.items() if where == file]
