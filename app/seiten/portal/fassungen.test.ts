import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../tools/test/datenbank.ts';
import { dienst } from '../../base/index.ts';
import { fassungOf } from '../../leistungen/compile.ts';
import { schreibeFreigabe } from '../../leistungen/freigabe.ts';
import { type createKatalog, DIENSTE, readOrdner, setzeGeltung, veroeffentliche } from '../../leistungen/index.ts';
import { antragVon, createBesucher, fuelleAus, HUND, vorgangVon } from './besucher.ts';
import { createOrteStand } from './pruefstand.ts';

const [WURZEN, THALLWITZ] = ['14729410', '14729380'] as const;
const L = 'hundesteuer-anmeldung';
const WURZEL = join(import.meta.dirname, '../../../leistungen');
const ALT = readOrdner(join(WURZEL, L));
/** the second step is called something else, and asks for more */
const NEU = {
  ...ALT,
  'formular.yaml': (ALT['formular.yaml'] ?? '')
    .replace('  - id: hund\n', '  - id: tier\n')
    .replace('beschriftung: Rufname', 'beschriftung: Rufname des Tieres'),
};
const [A, B] = [fassungOf(ALT), fassungOf(NEU)];

const t = await neueDatenbank();
const stand = await createOrteStand(t, [
  [WURZEN, 'WUR'],
  [THALLWITZ, 'THW'],
]);
const katalog = stand.deps.katalog as Awaited<ReturnType<typeof createKatalog>>;
afterAll(() => stand.server.close());

async function bleibe(fassung: string | null): Promise<void> {
  const koerperschaft = stand.deps.verzeichnis.byAgs(WURZEN)?.id ?? '';
  await stand.db.transaktion(dienst(koerperschaft, 'Test'), (tx) =>
    schreibeFreigabe(tx, { koerperschaft, leistung: L, fassung, jetzt: Date.now() }),
  );
  await katalog.lade();
}
const beginne = async (ags: string) => {
  const b = createBesucher(stand.server);
  return { b, antrag: antragVon(await b.post(`/portal/${ags}/${L}/beginnen`, { weg: 'ohne' })) };
};
const fassungVon = async (vorgang: string) =>
  (await t.setup.query('select fassung from vorgaenge.vorgang where id = $1', [vorgang.split('/').pop()])).rows[0]
    ?.fassung;

beforeAll(async () => {
  await veroeffentliche(t.setup, WURZEL, { dienste: new Set(Object.keys(DIENSTE)) }, Date.now());
});

describe('Ein Entwurf, während eine neue Fassung kommt', () => {
  it('wird in der Fassung eingereicht, die bei der zuständigen Kommune gilt', async () => {
    const [hier, dort] = [await beginne(WURZEN), await beginne(THALLWITZ)];
    await fuelleAus(hier.b, hier.antrag);
    await dort.b.post(`${dort.antrag}/halter`, { ...HUND['halter'], aktion: 'weiter' });
    await bleibe(A);
    await setzeGeltung(t.setup, L, NEU, Date.now());
    await katalog.lade();
    expect(katalog.aktuell(L)?.fassung).toBe(B);
    expect(await fassungVon(vorgangVon(await hier.b.post(`${hier.antrag}/absenden`)))).toBe(A);

    // the step she is at has another name now: she comes to what is asked, and her answers are there
    for (const r of [
      await dort.b.open(`${dort.antrag}/hund`),
      await dort.b.post(`${dort.antrag}/hund`, { ...HUND['hund'], aktion: 'weiter' }),
    ])
      expect([r.status, r.html.includes('value="Ina"')]).toEqual([200, true]);
    const r = await dort.b.post(`${dort.antrag}/tier`, { ...HUND['hund'], aktion: 'weiter' });
    expect(r.status).toBe(200);
    for (const [schritt, felder] of Object.entries(HUND))
      if (schritt !== 'halter' && schritt !== 'hund')
        await dort.b.post(`${dort.antrag}/${schritt}`, { ...felder, aktion: 'weiter' });
    expect((await dort.b.open(`${dort.antrag}/hund`)).status).toBe(404);
    expect(await fassungVon(vorgangVon(await dort.b.post(`${dort.antrag}/absenden`)))).toBe(B);
  });

  it('geht hin und zurück mit: Was beide Fassungen fragen, bleibt', async () => {
    const { b, antrag } = await beginne(WURZEN);
    await fuelleAus(b, antrag);
    await bleibe(B);
    await b.post(`${antrag}/halter`, { ...HUND['halter'], 'halter.vorname': 'Maria', aktion: 'weiter' });
    expect((await b.open(`${antrag}/tier`)).html).toContain('Rufname des Tieres');
    await bleibe(A);
    expect((await b.open(`${antrag}/halter`)).html).toContain('value="Maria"');
    expect(await fassungVon(vorgangVon(await b.post(`${antrag}/absenden`)))).toBe(A);
  });

  it('bleibt liegen, wo die Fassung der Kommune nicht zu lesen ist, und geht danach weiter', async () => {
    const { b, antrag } = await beginne(WURZEN);
    await fuelleAus(b, antrag);
    await t.setup.query(`insert into leistungen.fassung values ($1, 'kaputt', '{"leistung.yaml": ""}', now())`, [L]);
    await bleibe('kaputt');
    for (const r of [await b.open(`${antrag}/halter`), await b.post(`${antrag}/absenden`)])
      expect([r.status, r.html.includes('Ihre Angaben sind gespeichert')]).toEqual([409, true]);
    expect((await b.open(`/portal/${WURZEN}/${L}`)).html).not.toContain('/beginnen');
    expect((await b.post(`/portal/${WURZEN}/${L}/beginnen`, { weg: 'ohne' })).status).toBe(409);
    await bleibe(B);
    expect(await fassungVon(vorgangVon(await b.post(`${antrag}/absenden`)))).toBe(B);
  });
});
