import { existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { dienst, uuidv7 } from '../base/index.ts';
import { readDokumente } from '../dokumente/index.ts';
import { type Fall, GEWERBE, reicheBeispielEin } from '../pruefstand/fall.ts';
import { baueHaus, type Haus } from '../pruefstand/haus.ts';
import { ALTER_MS, ANFANGS, kehre } from './kehren.ts';

const t = await neueDatenbank();
const ordner = join(t.ordner, 'dateien');
let h: Haus;
let f: Fall;
const TAG = 86_400_000;
const pfad = (ort: string) => join(ordner, f.koerperschaft, ort.slice(0, 2), ort);
const altere = (p: string, tage = 2) =>
  utimesSync(p, new Date(Date.now() - tage * TAG), new Date(Date.now() - tage * TAG));
/** A file as a service leaves it that crashed before its commit. */
function verwaist(tage = 2): string {
  const bytes = Buffer.from(`%PDF ${Math.random()}`);
  const { ort } = h.dateien.write(f.koerperschaft, f.vorgang, { name: 'x.pdf', mime: 'application/pdf', bytes });
  altere(pfad(ort), tage);
  return ort;
}
const da = (ort: string) => existsSync(pfad(ort));
const zweiBlicke = async () => {
  const erster = await kehre(h.worker, ordner, ANFANGS);
  return [erster, await kehre(h.worker, ordner, erster.stand)] as const;
};
const alleDateien = () =>
  readdirSync(ordner, { recursive: true, encoding: 'utf8' }).filter((n) => /[0-9a-f]{64}$/.test(n));

beforeAll(async () => {
  h = await baueHaus(t);
  f = await reicheBeispielEin(h, 'thallwitz', GEWERBE, '01-einfach');
  await h.leeren();
  for (const n of alleDateien()) altere(join(ordner, n));
});

describe('Dateien, die keine Zeile nennt,', () => {
  it('verschwinden nach einem Tag beim zweiten Blick, und keine genannte mit ihnen', async () => {
    const genannte = alleDateien();
    expect(genannte.length).toBeGreaterThan(0);
    const ort = verwaist();
    const rest = `${pfad(ort)}.1.abc.tmp`;
    writeFileSync(rest, 'halb');
    altere(rest);
    const [erster, zweiter] = await zweiBlicke();
    expect([erster.entfernt, zweiter.entfernt]).toEqual([0, 2]);
    expect([da(ort), existsSync(rest)]).toEqual([false, false]);
    expect(alleDateien().sort()).toEqual(genannte.sort());
    const dokumente = await h.db.transaktion(dienst(f.koerperschaft, 'Test'), (tx) =>
      readDokumente(tx, f.koerperschaft, f.vorgang),
    );
    for (const d of dokumente)
      expect(h.dateien.read(f.koerperschaft, f.vorgang, d.datei.ort).length).toBeGreaterThan(0);
  });

  it('bleiben einen Tag liegen: solange könnte ein Vorgang sie gerade nennen wollen', async () => {
    const [jung, morgen] = [verwaist(0.9), verwaist(-1)];
    await zweiBlicke();
    expect([da(jung), da(morgen)]).toEqual([true, true]);
  });

  it('bleiben, wenn sie zwischen den beiden Blicken genannt werden, von welchem Raum auch immer', async () => {
    const [auftrag, dokument] = [verwaist(), verwaist()];
    const erster = await kehre(h.worker, ordner, ANFANGS);
    expect(erster.stand.verdacht.size).toBe(2);
    await t.setup.query(
      `insert into base.auftrag (id, art, koerperschaft, angaben, faellig, ruht) values ($1, 'x', $2, $3, now(), true)`,
      [uuidv7(Date.now()), f.koerperschaft, JSON.stringify({ draussen: [{ name: auftrag }] })],
    );
    await t.setup.query(`update dokumente.dokument set fruehere = fruehere || $2::text where vorgang = $1`, [
      f.vorgang,
      dokument,
    ]);
    const zweiter = await kehre(h.worker, ordner, erster.stand);
    expect([zweiter.entfernt, da(auftrag), da(dokument)]).toEqual([0, true, true]);
  });

  it('gehen auch, wenn die Arbeit dazwischen abbricht: Der nächste Anfang holt es nach', async () => {
    const orte = [verwaist(), verwaist(), verwaist()];
    const erster = await kehre(h.worker, ordner, ANFANGS);
    let nr = 0;
    const bricht = {
      ...h.worker,
      lesen: (async (...a: Parameters<typeof h.worker.lesen>) => {
        if (nr++ === 2) throw new Error('Absturz');
        return h.worker.lesen(...a);
      }) as typeof h.worker.lesen,
    };
    await expect(kehre(bricht, ordner, erster.stand)).rejects.toThrow('Absturz');
    const danach = orte.filter(da).length;
    expect(danach).toBeLessThan(3);
    await zweiBlicke();
    expect(orte.filter(da)).toEqual([]);
    expect(ALTER_MS).toBe(TAG);
  });
});
