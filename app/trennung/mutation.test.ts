import { afterAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { BEFEHLE, type Befehl, rechte } from './erwartung.ts';
import { baueMatrix, type Vergleich } from './matrix.ts';

// Every row policy, and every condition in one, opened or taken away: the matrix must see it.
const t = await neueDatenbank();
const m = await baueMatrix(t);
afterAll(() => m.chef.end());

interface Regel {
  tabelle: string;
  name: string;
  befehl: Befehl;
  bedingung: string | null;
  pruefung: string | null;
}

const regeln = (
  await t.setup.query<Regel>(
    `select format('%I.%I', schemaname, tablename) as tabelle, policyname as name, lower(cmd) as befehl, qual as bedingung, with_check as pruefung
     from pg_policies where policyname <> 'eigner' order by 1, 2`,
  )
).rows;
/** Those that let everything through, to whom it concerns: nothing can be taken away. */
const offen = (r: Regel) => [r.bedingung, r.pruefung].every((x) => x === null || x === 'true');
const pruefbar = regeln.filter((r) => !offen(r));

function tabelleOf(name: string) {
  const tab = m.tabellen.find((x) => x.name === name);
  if (!tab) throw new Error(`${name} steht nicht in base.tabelle`);
  return tab;
}

const setze = (r: Regel) =>
  t.setup.query(
    `alter policy ${r.name} on ${r.tabelle}${r.bedingung === null ? '' : ` using (${r.bedingung})`}${r.pruefung === null ? '' : ` with check (${r.pruefung})`}`,
  );

/**
 * The first that the matrix has against the table as it is, for one kind of statement; undefined: it notices nothing. Where the role
 * has no right to the statement, it gets it meanwhile: the policy is the second lock, and must hold by itself.
 */
async function einwand({ tabelle, befehl }: Regel): Promise<string | undefined> {
  const da = tabelleOf(tabelle);
  const fehlt = !rechte(da, 'app').includes(befehl);
  const tab = fehlt ? { ...da, optionen: { ...da.optionen, rechte: BEFEHLE.join() } } : da;
  if (fehlt) await t.setup.query(`grant ${befehl} on ${tabelle} to rvtest_app`);
  try {
    for (const fall of m.faelle) {
      const [ist, soll]: [Vergleich, Vergleich] = [{}, {}];
      await m.vergleiche(tab, befehl, 'app', fall, ist, soll);
      const anders = Object.keys(soll).find((x) => JSON.stringify(ist[x]) !== JSON.stringify(soll[x]));
      if (anders) return anders;
    }
    return undefined;
  } finally {
    if (fehlt) await t.setup.query(`revoke ${befehl} on ${tabelle} from rvtest_app`);
  }
}

async function mit(r: Regel, anders: Partial<Regel>): Promise<string | undefined> {
  await setze({ ...r, ...anders });
  try {
    return await einwand(r);
  } finally {
    await setze(r);
  }
}

/** Conditions in a policy: each smallest comparison with something of the context, by place. */
function vergleiche(text: string): [von: number, bis: number][] {
  const gefunden: [number, number][] = [];
  const auf: number[] = [];
  for (const [i, z] of [...text].entries()) {
    if (z === '(') auf.push(i);
    if (z !== ')') continue;
    const von = auf.pop() ?? 0;
    const innen = text.slice(von, i + 1);
    if (/ctx\./.test(innen) && / = /.test(innen) && !gefunden.some(([a]) => a > von)) gefunden.push([von, i + 1]);
  }
  return gefunden;
}

// where the role has the right, the matrix itself asks
describe('Eine Regel hält auch allein, wo der Rolle das Recht fehlt', () => {
  const ohneRecht = pruefbar.filter((r) => !rechte(tabelleOf(r.tabelle), 'app').includes(r.befehl));
  it.each(ohneRecht.map((r) => [r.tabelle, r.name, r] as const))('%s %s', async (_tabelle, _name, r) => {
    expect(await einwand(r)).toBeUndefined();
  });
});

describe('Eine Regel, die alles erlaubt, fällt auf', () => {
  it('und es sind alle, die etwas verwehren', () => {
    expect(pruefbar.length).toBeGreaterThan(100);
    // read by everybody, and the queue, which worker and sequencer see whole
    for (const r of regeln.filter(offen)) {
      const { klasse, optionen } = tabelleOf(r.tabelle);
      const gewollt = klasse === 'global' || klasse === 'technik' || (optionen.oeffentlich && r.befehl === 'select');
      expect([r.tabelle, r.name, gewollt]).toEqual([r.tabelle, r.name, true]);
    }
  });

  it.each(pruefbar.map((r) => [r.tabelle, r.name, r] as const))('%s %s', async (_tabelle, _name, r) => {
    const alles = { bedingung: r.bedingung && 'true', pruefung: r.pruefung && 'true' };
    expect(await mit(r, alles)).toBeDefined();
  });
});

/** One policy for each wording: the tables of a class differ in nothing but their names. */
const wortlaute = [...new Map(pruefbar.map((r) => [`${r.befehl} ${r.bedingung} ${r.pruefung}`, r])).values()];

describe('Eine Bedingung, die fehlt, fällt auf', () => {
  const faelle = wortlaute.flatMap((r) => {
    const text = r.bedingung ?? r.pruefung ?? '';
    return vergleiche(text).flatMap(([von, bis]) =>
      ['true', 'false'].map((wert) => {
        const anders = `${text.slice(0, von)}(${wert})${text.slice(bis)}`;
        return [r.tabelle, r.name, text.slice(von, bis), wert, r, anders] as const;
      }),
    );
  });

  it('und es gibt in jedem Wortlaut eine', () => {
    expect(new Set(faelle.map(([, , , , r]) => r)).size).toBe(wortlaute.length);
  });

  it.each(faelle)('%s %s: %s ist %s', async (_tabelle, _name, _was, _wert, r, anders) => {
    expect(await mit(r, { bedingung: r.bedingung && anders, pruefung: r.pruefung && anders })).toBeDefined();
  });
});
