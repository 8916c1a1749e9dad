import type { Sha256 } from '../baum/hash.ts';
import { equal } from '../bytes.ts';
import { formatVkey, type NoteKey, parseVkey } from '../note/vkey.ts';

/** Who may vouch for a checkpoint: at least `k` of `mitglieder`, each the name of a witness or of an earlier group. */
export interface Gruppe {
  readonly name: string;
  readonly k: number;
  readonly mitglieder: readonly string[];
}

/** A C2SP tlog-policy. `quorum`: name of a witness or group, or "none". */
export interface Policy {
  readonly logs: readonly NoteKey[];
  readonly zeugen: readonly { readonly name: string; readonly key: NoteKey }[];
  readonly gruppen: readonly Gruppe[];
  readonly quorum: string;
}

const MAX_LINES = 200;
const MAX_TEXT = 64 * 1024;

/** The plain case: `k` of these witnesses. Names are those of the keys. */
export function policyOf(logs: readonly NoteKey[], zeugen: readonly NoteKey[], k: number): Policy {
  const namen = zeugen.map((key) => key.name);
  if (k === 0) return { logs, zeugen: zeugen.map((key) => ({ name: key.name, key })), gruppen: [], quorum: 'none' };
  if (k > zeugen.length) throw new RangeError('Mehr Zeugen verlangt als genannt');
  return {
    logs,
    zeugen: zeugen.map((key) => ({ name: key.name, key })),
    gruppen: [{ name: 'zeugen', k, mitglieder: namen }],
    quorum: 'zeugen',
  };
}

export function formatPolicy({ logs, zeugen, gruppen, quorum }: Policy): string {
  const lines = [
    ...logs.map((key) => `log ${formatVkey(key)}`),
    ...zeugen.map((z) => `witness ${z.name} ${formatVkey(z.key)}`),
    ...gruppen.map((g) => `group ${g.name} ${g.k} ${g.mitglieder.join(' ')}`),
    `quorum ${quorum}`,
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** Reads a policy; null when a line breaks the rules (unknown or repeated names and keys, not exactly one quorum). */
export function parsePolicy(sha256: Sha256, text: string): Policy | null {
  if (text.length > MAX_TEXT) return null;
  const lines = text.split('\n').map((line) => line.split(/[ \t]+/).filter(Boolean));
  if (lines.length > MAX_LINES || /[^\n\t\P{Cc}]/u.test(text)) return null;
  let policy: Policy | null = { logs: [], zeugen: [], gruppen: [], quorum: '' };
  for (const words of lines) {
    if (words.length === 0 || words[0]?.startsWith('#')) continue;
    policy = withLine(sha256, policy, words);
    if (!policy) return null;
  }
  return policy.quorum === '' ? null : policy;
}

function withLine(sha256: Sha256, p: Policy, [what, ...words]: readonly string[]): Policy | null {
  const [first = '', second = '', ...rest] = words;
  switch (what) {
    case 'log': {
      const key = parseVkey(sha256, first);
      if (key?.art !== 'log' || words.length > 2 || has(p.logs, key)) return null;
      return { ...p, logs: [...p.logs, key] };
    }
    case 'witness': {
      const key = parseVkey(sha256, second);
      if (
        key?.art !== 'zeuge' ||
        rest.length > 1 ||
        isTaken(p, first) ||
        has(
          p.zeugen.map((z) => z.key),
          key,
        )
      )
        return null;
      return { ...p, zeugen: [...p.zeugen, { name: first, key }] };
    }
    case 'group': {
      const k =
        second === 'all' ? rest.length : second === 'any' ? 1 : /^[1-9][0-9]{0,2}$/.test(second) ? Number(second) : 0;
      const used = p.gruppen.flatMap((g) => g.mitglieder);
      const fresh = rest.every((name, i) => isDefined(p, name) && !used.includes(name) && rest.indexOf(name) === i);
      if (isTaken(p, first) || k < 1 || k > rest.length || !fresh) return null;
      return { ...p, gruppen: [...p.gruppen, { name: first, k, mitglieder: rest }] };
    }
    case 'quorum':
      if (p.quorum !== '' || words.length !== 1 || !(first === 'none' || isDefined(p, first))) return null;
      return { ...p, quorum: first };
    default:
      return null;
  }
}

const isDefined = (p: Policy, name: string) =>
  p.zeugen.some((z) => z.name === name) || p.gruppen.some((g) => g.name === name);
const isTaken = (p: Policy, name: string) => name === 'none' || isDefined(p, name);
const has = (keys: readonly NoteKey[], key: NoteKey) => keys.some((k) => equal(k.publicKey, key.publicKey));

/** Whether the witnesses that cosigned (names within the policy) are enough. */
export function isQuorum(policy: Policy, cosigned: ReadonlySet<string>): boolean {
  if (policy.quorum === 'none') return true;
  const done = new Set(cosigned);
  for (const g of policy.gruppen) {
    if (g.mitglieder.filter((name) => done.has(name)).length >= g.k) done.add(g.name);
    else done.delete(g.name);
  }
  return done.has(policy.quorum);
}
