import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { antrag, betrieb, feld, lies, mapping, xmlVon } from '../../test/amt24-beispiel.ts';
import { applyMapping, writeAmt24 } from '../index.ts';

describe('Der Umschlag aus Amt24', () => {
  it('kommt so an, wie er geschrieben wurde', () => {
    expect(lies(xmlVon(antrag()))).toEqual({ ok: true, umschlag: antrag() });
  });

  it('trägt beliebige Texte unverändert', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 20 }).map((t) => t.trim());
    fc.assert(
      fc.property(text, (t) => {
        const umschlag = betrieb(feld('firma', t));
        const geschrieben = writeAmt24(umschlag);
        if (geschrieben.ok) expect(lies(geschrieben.xml)).toEqual({ ok: true, umschlag });
      }),
    );
  });

  it('trägt keine Steuerzeichen und keine unmöglichen Feldnamen', () => {
    expect(writeAmt24(betrieb(feld('firma', 'a\u0001b')))).toMatchObject({ ok: false, code: 'zeichen' });
    expect(writeAmt24(betrieb(feld('firma', 'a\uD800')))).toMatchObject({ ok: false, code: 'zeichen' });
    expect(writeAmt24(betrieb(feld('a><b', 'x')))).toMatchObject({ ok: false, code: 'name' });
    expect(writeAmt24(betrieb(feld('firma', 'Zeile 1\nZeile\t2'))).ok).toBe(true);
  });

  it('ist auch mit sehr vielen Instanzen und Werten gelesen, in einer Zeit, die nur mit ihrer Zahl wächst', () => {
    const viele = <T>(anzahl: number, eintrag: (nummer: number) => T) =>
      Array.from({ length: anzahl }, (_, i) => eintrag(i));
    const dauer = (anzahl: number): number => {
      const gruppen = [
        { id: 'personen', instanzen: viele(anzahl, (nummer) => ({ nummer, felder: [feld('familienname', 'A')] })) },
        { id: 'betrieb', instanzen: [{ nummer: 0, felder: [feld('art', ...viele(anzahl, () => 'I'))] }] },
      ];
      const xml = xmlVon(antrag({ gruppen }));
      // time of the processor, not on the clock: what others have the machine do does not count
      const beginn = process.cpuUsage();
      const gelesen = lies(xml);
      if (!gelesen.ok) throw new Error(gelesen.meldung);
      expect(applyMapping(gelesen.umschlag, mapping())).toMatchObject({ ok: true, ungueltig: [] });
      return process.cpuUsage(beginn).user;
    };
    // ten times as much: about ten times as long, where each looked at all others a hundred times
    expect(dauer(30_000) / dauer(3_000)).toBeLessThan(50);
  });

  it('behält Metadaten, die hier niemand kennt', () => {
    const xml = xmlVon(antrag()).replace('</metadata>', '<mandant>sachsen</mandant></metadata>');
    expect(lies(xml)).toMatchObject({ ok: true, umschlag: { weitere: [{ name: 'mandant', wert: 'sachsen' }] } });
  });

  const ersetze = (muster: RegExp, durch: string) => lies(xmlVon(antrag()).replace(muster, durch));
  it.each([
    ['eine andere Wurzel', () => lies('<xy/>'), 'kein-umschlag', 'kein Antrag aus Amt24'],
    ['fehlende Metadaten', () => ersetze(/<metadata>[^]*<\/metadata>/, ''), 'metadaten', 'formId'],
    ['eine leere Formularkennung', () => ersetze(/<formId>.*<\/formId>/, '<formId> </formId>'), 'metadaten', 'formId'],
    [
      'fehlende Angaben',
      () => ersetze(/<serviceportal-fields>[^]*<\/serviceportal-fields>/, ''),
      'felder',
      'fehlen die Angaben',
    ],
    ['Felder ohne Instanz', () => ersetze(/<\/?instance_0>/g, ''), 'felder', 'nicht in Instanzen'],
    ['eine doppelte Instanz', () => ersetze(/instance_1>/g, 'instance_0>'), 'felder', 'zweimal'],
    ['ein unsinniges Datum', () => ersetze(/<creationDate>.*</, '<creationDate>2026-13-45<'), 'datum', 'creationDate'],
    ['falsches Base64', () => ersetze(/Base64>JVBERi/, 'Base64>*VBERi'), 'base64', 'beschädigt'],
    ['abgeschnittenes Base64', () => ersetze(/Base64>JVBERi/, 'Base64>VBERi'), 'base64', 'beschädigt'],
    ['etwas anderes als ein PDF', () => ersetze(/Base64>[^<]*</, 'Base64>UEsDBA==<'), 'kein-pdf', 'keine PDF-Datei'],
  ])('%s wird mit Grund abgelehnt', (_, gelesen, code, meldung) => {
    expect(gelesen()).toMatchObject({ ok: false, code, meldung: expect.stringContaining(meldung) });
  });
});
