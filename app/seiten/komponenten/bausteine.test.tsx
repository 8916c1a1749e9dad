import { join } from 'node:path';
import { type LocalDate, localDate } from '@rathausverbund/fristen';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { createTexte } from '../../base/index.ts';
import { abgelehnt, ausgefuellt, felderVersuch, formular, heute } from './galerie.beispiel.ts';
import { FelderGalerie } from './galerie.tsx';
import { Fehlerliste, Formularschritt, Frist, Knopf, ortszeit, PortalSeite, renderSeite, Tabelle } from './index.ts';
import { initialen, schriftfarbe } from './wappen.tsx';

const t = createTexte([join(import.meta.dirname, '..', 'texte')]);
const worte = (html: string) => html.replace(/<[^>]+>/g, '|').replace(/\|+/g, '|');

describe('Eine Frist', () => {
  const zeige = (ende: LocalDate) => worte(renderToString(<Frist t={t} ende={ende} heute={heute} />));
  it('von heute, mit Resttagen, überschritten und weit weg sagt es in Worten', () => {
    expect(zeige(heute)).toBe('|● heute|Frist heute, 27.11.2026|');
    expect(zeige(localDate('2026-11-28'))).toBe('|1 Tag|Frist in 1 Tag, am 28.11.2026|');
    expect(zeige(localDate('2026-11-29'))).toBe('|2 Tage|Frist in 2 Tagen, am 29.11.2026|');
    expect(zeige(localDate('2026-11-26'))).toBe('|⚠ −1 Tag|Frist überschritten: war am 26.11.2026, seit 1 Tag|');
    expect(zeige(localDate('2027-02-01'))).toBe('|01.02.2027|Frist am 01.02.2027|');
  });
});

describe('Das Wappen', () => {
  it('trägt die Anfangsbuchstaben', () => {
    expect(['Thallwitz', 'Bad Düben', 'Öhringen'].map(initialen)).toEqual(['TH', 'BD', 'ÖH']);
  });
  it('bleibt auf hellen und dunklen Farben lesbar', () => {
    expect([schriftfarbe('#f2c230'), schriftfarbe('#1f6b3a')]).toEqual(['#000', '#fff']);
  });
});

describe('Die Ortszeit', () => {
  it('folgt Sommer- und Winterzeit', () => {
    expect(ortszeit(new Date('2026-07-01T22:30:00Z'))).toEqual({ tag: '02.07.2026', uhr: '00:30' });
    expect(ortszeit(new Date('2026-11-27T13:03:00Z'))).toEqual({ tag: '27.11.2026', uhr: '14:03' });
  });
});

describe('Ein Formularschritt', () => {
  const html = renderToString(
    <Formularschritt
      t={t}
      formular={formular}
      schritt="alles"
      antworten={abgelehnt.antworten}
      roh={abgelehnt.roh}
      fehler={abgelehnt.fehler}
    />,
  );
  it('behält, was getippt wurde, und maskiert es', () => {
    expect(html).toContain('value="31.2.1990"');
    expect(html).toContain('value="DE00 &lt;1>"');
  });
  it('führt von jeder Zeile der Übersicht zu einem Eingabefeld, das Fehler und Hilfe nennt', () => {
    const ziele = [...html.matchAll(/href="#(feld-[^"]+)"/g)].map(([, id]) => id);
    expect(ziele).toHaveLength(abgelehnt.fehler.length);
    for (const id of ziele) expect(html).toMatch(new RegExp(`<(input|select|textarea)[^>]* id="${id}"`));
    expect(html).toMatch(/aria-describedby="feld-halter-geburtsdatum-hilfe feld-halter-geburtsdatum-fehler"/);
    expect(html).toMatch(/id="feld-halter-geburtsdatum-fehler"/);
  });
  it('zeigt ohne Eingabe, was gespeichert ist, in deutscher Schreibweise', () => {
    const frisch = renderToString(
      <Formularschritt t={t} formular={formular} schritt="alles" antworten={ausgefuellt} />,
    );
    expect(frisch).toContain('value="07.03.1990"');
    expect(frisch).toContain('value="850,00"');
    expect(frisch).not.toContain('aria-invalid');
  });
  it('kennt keinen fremden Schritt', () => {
    expect(() => renderToString(<Formularschritt t={t} formular={formular} schritt="fremd" antworten={{}} />)).toThrow(
      RangeError,
    );
  });
});

describe('Die Felder eines Formulars', () => {
  const html = renderToString(<FelderGalerie t={t} versuch={felderVersuch} />);
  it('nennen den Fehler neben dem Feld, und die Übersicht führt hin', () => {
    expect(html).toContain('href="#planstelle-stunden"');
    expect(html).toContain('aria-describedby="planstelle-stunden-hilfe planstelle-stunden-fehler"');
    expect(html.match(/aria-invalid/g)).toHaveLength(1);
  });
  it('behalten, was getippt und gewählt wurde', () => {
    for (const wert of ['Stelle 7', 'viele', '2026-12-01']) expect(html).toContain(`value="${wert}"`);
    expect(html).toMatch(/<option[^>]*selected[^>]*>Steuern/);
    expect(html).toMatch(/id="planstelle-leistung-hund"[^>]*checked/);
    expect(html).toMatch(/<textarea[^>]*>\n\nNeu</);
  });
  it('gehören zu einem Formular: was in einem anderen getippt wurde, steht hier nicht', () => {
    const anderes = renderToString(<FelderGalerie t={t} versuch={{ ...felderVersuch, formular: 'team' }} />);
    expect(anderes).toContain('value="Sachbearbeitung Gewerbe"');
    expect(anderes).not.toContain('aria-invalid');
  });
});

describe('Eine Tabelle', () => {
  it('gibt auf dem Telefon dem letzten Wert, der keinen neben sich hat, die ganze Zeile', () => {
    // s explains itself, T stands with the title of its column
    const allein = (arten: string) => {
      const spalten = [...arten].map((a, i) => ({ titel: `${i}`, selbsterklaerend: a === 's', zahl: i === 0 }));
      const zeilen = [{ zellen: spalten.map((x) => x.titel) }];
      const html = renderToString(<Tabelle id="x" titel="x" spalten={spalten} zeilen={zeilen} stapeln />);
      return [...html.matchAll(/<td[^>]*class="([^"]*)"[^>]*>(\d)/g)]
        .filter(([, klasse]) => klasse?.includes('haus-zelle--allein'))
        .map(([, , nr]) => Number(nr));
    };
    expect(allein('sssssTsT')).toEqual([4, 6]);
    expect(allein('ssTss')).toEqual([]);
    expect(allein('sT')).toEqual([0]);
    expect(allein('TTT')).toEqual([]);
  });
});

describe('Eine Seite', () => {
  it('beginnt mit Doctype und Sprache und maskiert fremden Text', () => {
    const html = renderSeite(
      <PortalSeite t={t} titel={'<script>"'} demo={false} fehler>
        <Knopf>{'</button><img>'}</Knopf>
      </PortalSeite>,
    );
    expect(html).toMatch(/^<!doctype html>\n<html lang="de"/);
    expect(html).toContain('<title>Fehler: &lt;script>&quot; – Rathausverbund</title>');
    expect(html).not.toContain('<img>');
    expect(html).not.toContain('haus-demo');
    expect(html).not.toMatch(/ style=|<script|<style/);
  });
  it('ohne Fehler zeigt keine leere Übersicht', () => {
    expect(renderToString(<Fehlerliste t={t} fehler={[]} />)).toBe('');
  });
});
