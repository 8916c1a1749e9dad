import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { dienst } from '../base/index.ts';
import { ORTE } from '../demo/personen.ts';
import { fassungOf } from '../leistungen/compile.ts';
import { schreibeFreigabe } from '../leistungen/freigabe.ts';
import { DIENSTE, readOrdner, setzeGeltung, veroeffentliche } from '../leistungen/index.ts';
import { amt24 } from '../pruefstand/amt24.ts';
import { GEWERBE, readFall } from '../pruefstand/fall.ts';
import { baueHaus, type Haus, type Ort, WURZEL } from '../pruefstand/haus.ts';
import { nimmAn, type Quittung, readInhalt } from './nachricht.ts';

const t = await neueDatenbank();
const fremde = join(process.env['STANDARDS_DIR'] ?? '../shared/standards', 'xgewerbeanzeige');
let h: Haus;

beforeAll(async () => {
  h = await baueHaus(t);
});

const sende = async (text: string | Uint8Array, tuer: Ort = 'wurzen'): Promise<Quittung> => {
  const kommune = h.verzeichnis.byId(h.ort[tuer]);
  if (!kommune) throw new Error(tuer);
  const e = await nimmAn(h.nachricht, kommune, typeof text === 'string' ? Buffer.from(text) : text);
  if (!e.ok) throw new Error(e.grund);
  return e.quittung;
};
const eingang = async (q: Quittung) =>
  (await t.setup.query('select * from eingang.eingang where id = $1', [q.eingang])).rows[0];
/** the stored message, read back through the file store */
const bewahrt = async (q: Quittung) => {
  const z = await eingang(q);
  return h.dateien.read(z.koerperschaft, z.id, z.datei.ort);
};

describe('Eine Nachricht', () => {
  it('wird zehnmal zugleich ein Eingang, und jede Quittung nennt denselben', async () => {
    const alle = await Promise.all(Array.from({ length: 10 }, () => sende('<fremd nr="1"/>')));
    expect(new Set(alle.map((q) => q.eingang)).size).toBe(1);
    expect(alle.filter((q) => q.neu)).toHaveLength(1);
    const { rows } = await t.setup.query(
      `select 1 from nachweise.ereignis where kind = 'nachricht.abgewiesen' and koerperschaft = $1`,
      [h.ort.wurzen],
    );
    expect(rows).toHaveLength(1);
  });

  it('ist an jeder Tür ein eigener Eingang', async () => {
    const [a, b] = [await sende('<fremd nr="2"/>', 'wurzen'), await sende('<fremd nr="2"/>', 'bennewitz')];
    expect(a.eingang).not.toBe(b.eingang);
    expect(a.sha256).toBe(b.sha256);
  });

  it.each([
    ['gebrochen', Buffer.from('<a><b></a>')],
    ['kein XML', Buffer.from('%PDF-1.7\n')],
    ['kein Text', Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x01])],
    ['nur Leerzeichen', Buffer.from('   \n')],
    ['externe Entität', Buffer.from('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>')],
    ['unbekannt', Buffer.from('<rechnung xmlns="urn:x"><betrag>1</betrag></rechnung>')],
    ['leerer Amt24-Umschlag', Buffer.from('<serviceportal><metadata/></serviceportal>')],
  ])('wird abgewiesen und Byte für Byte bewahrt: %s', async (_was, bytes) => {
    const q = await sende(bytes);
    expect(q).toMatchObject({ stand: 'abgewiesen', aktenzeichen: null });
    expect(q.grund).not.toBe('');
    expect(q.grund).not.toContain('root:');
    expect((await bewahrt(q)).equals(bytes)).toBe(true);
  });

  it('wird leer nicht angenommen', async () => {
    const kommune = h.verzeichnis.byId(h.ort.wurzen);
    if (kommune)
      expect(await nimmAn(h.nachricht, kommune, new Uint8Array())).toEqual({ ok: false, grund: 'nachricht.leer' });
  });

  it.skipIf(!existsSync(fremde))(
    'einer anderen Gewerbebehörde kommt zur Klärung, ist lesbar und bleibt, wie sie war',
    async () => {
      for (const name of [
        'xgwa1.3-invalid-sch.xml',
        'xgwa1.3-invalid-xsd.xml',
        'xgwa2.0-valid.xml',
        'xgwa2.0-invalid-sch.xml',
        'xgwa2.0-invalid-xsd.xml',
        'xgwa2.1-valid.xml',
        'xgwa2.1-invalid-sch.xml',
        'xgwa2.1-invalid-xsd.xml',
      ]) {
        const bytes = readFileSync(join(fremde, name));
        const q = await sende(bytes, 'bennewitz');
        expect([name, q.stand]).toEqual([name, 'klaerung']);
        expect(q.hinweis).toContain('nicht gegen das Schema geprüft');
        expect((await bewahrt(q)).equals(bytes)).toBe(true);
        const inhalt = readInhalt(h.nachricht, bytes);
        expect(inhalt.ok && inhalt.mitteilung?.saetze, name).toBeGreaterThan(0);
      }
      expect((await sende(readFileSync(join(fremde, 'xy-unknown.xml')))).stand).toBe('abgewiesen');
    },
  );
});

describe('Ein Antrag über Amt24', () => {
  it('wird nach der Fassung gelesen, mit der die zuständige Kommune arbeitet; welche es gibt, zählt nicht', async () => {
    const WURZEL_L = join(WURZEL, 'leistungen');
    const alt = readOrdner(join(WURZEL_L, GEWERBE));
    const [A, B] = ['v1.0-de:v1.0', 'v2.0-de:v2.0'] as const;
    const mit = (formId: string, ags = 'gemeindeschluessel') => ({
      ...alt,
      'amt24.yaml': (alt['amt24.yaml'] ?? '').replace(A, formId).replace('/gemeindeschluessel', `/${ags}`),
    });
    const bleibe = (koerperschaft: string, fassung: string | null) =>
      h.db.transaktion(dienst(koerperschaft, 'Test'), (tx) =>
        schreibeFreigabe(tx, { koerperschaft, leistung: GEWERBE, fassung, jetzt: Date.now() }),
      );
    const gibt = async (ort: 'thallwitz' | 'bennewitz', v: string) => {
      const q = await sende(amt24({ ags: ORTE[ort], formId: `rathausverbund:Gewerbe_Anmeldung_ApplicantForm-${v}` }));
      const { rows } = await t.setup.query('select fassung from vorgaenge.vorgang where id = $1', [
        (await eingang(q)).vorgang,
      ]);
      return rows[0]?.fassung ?? q.hinweis;
    };
    await veroeffentliche(t.setup, WURZEL_L, { dienste: new Set(Object.keys(DIENSTE)) }, Date.now());
    await bleibe(h.ort.thallwitz, fassungOf(alt));
    await setzeGeltung(t.setup, GEWERBE, mit(B), Date.now());
    await h.katalog.lade();
    expect(await gibt('thallwitz', A)).toBe(fassungOf(alt));
    expect(await gibt('bennewitz', B)).toBe(fassungOf(mit(B)));
    for (const [ort, v] of [
      ['thallwitz', B],
      ['bennewitz', A],
    ] as const)
      expect(await gibt(ort, v)).toContain('kennt dieses Formular nicht');
    // where the versions do not agree about the place, nobody guesses
    await setzeGeltung(t.setup, GEWERBE, mit(A, 'ortsschluessel'), Date.now());
    await h.katalog.lade();
    const q = await sende(amt24(), 'thallwitz');
    expect([q.stand, q.hinweis]).toEqual(['klaerung', expect.stringContaining('einen anderen Ort')]);
    await bleibe(h.ort.thallwitz, null);
    await setzeGeltung(t.setup, GEWERBE, alt, Date.now());
    await h.katalog.lade();
  });

  it('wird ein Vorgang der Kommune der Betriebsstätte, gleich an welcher Tür er ankommt', async () => {
    const q = await sende(amt24(), 'bennewitz');
    expect(q).toMatchObject({ stand: 'vorgang', neu: true });
    expect(q.aktenzeichen).toMatch(/^THW-GA-/);
    expect(q.hinweis).toContain('Identität nicht geprüft');
    const f = { vorgang: (await eingang(q)).vorgang, koerperschaft: h.ort.thallwitz, aktenzeichen: '' };
    const { vorgang } = await readFall(h, f);
    expect(vorgang).toMatchObject({
      kanal: 'amt24',
      niveau: 'ohne',
      buerger: null,
      leistung: GEWERBE,
      stelle: h.ort.wurzen,
    });
    expect(vorgang.antworten).toMatchObject({ person: { nachname: 'Vögel <&>', geburtsdatum: '1988-04-12' } });
  });

  it('gehört unter Delegation der beauftragten Stadt, der Ort bleibt', async () => {
    const q = await sende(amt24({ ags: ORTE.lossatal }), 'lossatal');
    expect(q.aktenzeichen).toMatch(/^WUR-GA-/);
    const { rows } = await t.setup.query('select koerperschaft, oertlich from vorgaenge.vorgang where id = $1', [
      (await eingang(q)).vorgang,
    ]);
    expect(rows).toEqual([{ koerperschaft: h.ort.wurzen, oertlich: h.ort.lossatal }]);
  });

  it.each([
    ['thallwitz', 'thallwitz', 'THW'],
    ['lossatal', 'wurzen', 'WUR'],
    ['wurzen', 'wurzen', 'WUR'],
  ] as const)('für %s kommt auch an der Tür von %s an, die selbst zuständig ist', async (ort, tuer, kuerzel) => {
    const xml = amt24({ ags: ORTE[ort] });
    const q = await sende(xml, tuer);
    expect(q).toMatchObject({ stand: 'vorgang', neu: true });
    expect(q.aktenzeichen).toMatch(new RegExp(`^${kuerzel}-GA-`));
    expect((await bewahrt(q)).toString()).toBe(xml);
    expect(await eingang(q)).toMatchObject({ koerperschaft: h.ort[tuer], leistung: 'posteingang' });
    expect(await sende(xml, tuer)).toMatchObject({ eingang: q.eingang, neu: false });
  });

  it('ist zehnmal zugleich und an zwei Türen derselbe Vorgang', async () => {
    const xml = amt24();
    const alle = await Promise.all(Array.from({ length: 10 }, (_, i) => sende(xml, i % 2 ? 'wurzen' : 'bennewitz')));
    const vorgaenge = await Promise.all(alle.map(async (q) => (await eingang(q)).vorgang));
    expect(new Set(vorgaenge).size).toBe(1);
    expect(new Set(alle.map((q) => q.eingang)).size).toBe(2);
  });

  it('wird auch mit Lücken angenommen, und die Lücken stehen dabei', async () => {
    const q = await sende(amt24({ ohne: 'betrieb' }));
    expect(q.stand).toBe('vorgang');
    expect(q.hinweis).toContain('fehlt: betrieb.taetigkeit');
    await h.leeren();
    const { rows } = await t.setup.query('select element from vorgaenge.aufgabe where vorgang = $1', [
      (await eingang(q)).vorgang,
    ]);
    expect([rows, h.fehler]).toEqual([[{ element: 'Aufgabe_pruefung' }], []]);
  });

  it.each([
    ['ein unbekanntes Formular', { formId: 'fremd:Formular-v1.0-de:v1.0' }],
    ['eine unbekannte Fassung', { formId: 'rathausverbund:Gewerbe_Anmeldung_ApplicantForm-v9.0-de:v9.0' }],
    ['ein anderer Namensraum', { namensraum: 'urn:anders' }],
    ['eine unbekannte Gemeinde', { ags: '14999999' }],
    ['eine Gemeinde, die hier nicht arbeitet', { ags: '14729160' }],
    ['ein unlesbarer Gemeindeschlüssel', { ags: 'Thallwitz' }],
  ])('geht zur Klärung statt zu raten: %s', async (_was, o) => {
    const vorher = (await t.setup.query('select count(*) from vorgaenge.vorgang')).rows[0].count;
    const xml = amt24(o);
    const q = await sende(xml);
    expect(q).toMatchObject({ stand: 'klaerung', aktenzeichen: null });
    expect(q.hinweis).not.toBe('');
    expect((await bewahrt(q)).toString()).toBe(xml);
    expect((await t.setup.query('select count(*) from vorgaenge.vorgang')).rows[0].count).toBe(vorher);
  });

  it('liegt verschlüsselt in der Ablage', async () => {
    const q = await sende(amt24({ formId: 'fremd:Formular-v1.0-de:v1.0' }));
    const z = await eingang(q);
    const roh = readFileSync(join(t.ordner, 'dateien', z.koerperschaft, z.datei.ort.slice(0, 2), z.datei.ort));
    expect(roh.includes('Mareike')).toBe(false);
    expect(
      await h.db.lesen(dienst(h.ort.augustusburg, 'Test'), 'select 1 from eingang.eingang where id = $1', [q.eingang]),
    ).toEqual([]);
  });
});
