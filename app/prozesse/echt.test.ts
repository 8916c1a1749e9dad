import { appendFileSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { verifyPdf } from '@rathausverbund/siegel';
import { nodeKrypto } from '@rathausverbund/siegel/node';
import { afterAll, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { dienst, echteUhr } from '../base/index.ts';
import { createBeurkunden } from '../bescheide/index.ts';
import { pruefcodeOf, readDokumente } from '../dokumente/index.ts';
import { textAus } from '../dokumente/satz/pruefwerkzeuge.ts';
import { erledige, GEWERBE, readFall, reicheBeispielEin } from '../pruefstand/fall.ts';
import { baueHaus, legePersonalAn, WURZEL } from '../pruefstand/haus.ts';
import { echteWerkbank } from '../pruefstand/werkbank.ts';

const t = await neueDatenbank();
const werkzeug = await echteWerkbank(t.bund, echteUhr);
afterAll(async () => {
  await werkzeug.satz.stop();
  await werkzeug.siegelstelle.stop();
});

/** All Leistungen, with a fee notice that needs the officer's signature. */
function leistungenMitUnterschrift(): string {
  const ordner = join(t.ordner, 'leistungen');
  cpSync(join(WURZEL, 'leistungen'), ordner, { recursive: true });
  appendFileSync(join(ordner, GEWERBE, 'briefe/kostenbescheid.yaml'), '\nunterschrift: true\n');
  return ordner;
}

it('Ein ganzer Fall mit Satz, Siegel und Zeitstempel: jedes Schreiben trägt das Siegel der zuständigen Gemeinde, der Bescheid auch die Unterschrift der Sachbearbeiterin', async () => {
  const h = await baueHaus(t, { werkzeug, leistungen: leistungenMitUnterschrift() });
  const person = await legePersonalAn(h);
  const s = h.schlangeUeber(h.dienste, [['antrag.beurkunden', createBeurkunden(h.werkbank, h.katalog)]]);
  const f = await reicheBeispielEin(h, 'thallwitz', GEWERBE, '01-einfach');
  await s.leeren();
  expect(await erledige(h, f, person('k.weber'), 'feststellen')).toEqual({ ok: true });
  expect(await erledige(h, f, person('s.hartig'), 'angeordnet')).toEqual({ ok: true });
  await s.leeren();
  expect(h.fehler).toEqual([]);
  const { vorgang } = await readFall(h, f);
  expect(vorgang.abgeschlossen).not.toBeNull();
  const dokumente = await h.db.transaktion(dienst(f.koerperschaft, 'Test'), (tx) =>
    readDokumente(tx, f.koerperschaft, f.vorgang),
  );
  expect(dokumente.map((d) => d.art).sort()).toEqual(['antragskopie', 'empfangsbescheinigung', 'kostenbescheid']);
  const haus = { id: f.koerperschaft, name: 'Gemeinde Thallwitz' };
  const siegel = await werkzeug.siegeldienst.siegel(haus);
  if (!siegel.ok) throw new Error(siegel.meldung);
  for (const d of dokumente) {
    const pdf = h.dateien.read(f.koerperschaft, f.vorgang, d.datei.ort);
    const urteil = await verifyPdf(pdf, {
      krypto: nodeKrypto,
      anker: werkzeug.anker,
      jetzt: new Date(),
    });
    expect(urteil, d.art).toMatchObject({ unversehrt: 'holds', vertrauen: 'holds', zeit: 'holds' });
    const person = { art: 'unterschrift', von: 'TEST Katrin Weber', organisation: null };
    const gemeinde = { art: 'siegel', organisation: 'Gemeinde Thallwitz' };
    const erwartet = d.art === 'kostenbescheid' ? [person, gemeinde] : [gemeinde];
    expect(urteil.unterschriften, d.art).toMatchObject(
      erwartet.map((e) => ({ ...e, niveau: 'B-T', zeitQuelle: 'zeitstempel', test: true })),
    );
    expect(Buffer.from(urteil.unterschriften.at(-1)?.zertifikat ?? []).equals(siegel.zertifikat)).toBe(true);
    expect(vorgang.dokumente.find((x) => x.id === d.id)?.sha256).toBe(d.datei.sha256);
    expect(textAus(pdf) ?? pruefcodeOf(d.id), d.art).toContain(pruefcodeOf(d.id));
  }
  const bescheid = dokumente.find((d) => d.art === 'kostenbescheid');
  const text = textAus(h.dateien.read(f.koerperschaft, f.vorgang, bescheid?.datei.ort ?? ''));
  if (text === undefined) return;
  for (const satz of ['50,00 €', 'Gemeinde Thallwitz', 'Stadt Wurzen', 'Katrin Weber', 'Im Auftrag', f.aktenzeichen])
    expect(text).toContain(satz);
});
