import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { band, daten, passend, passendeZuege } from '../test/befehle.ts';
import {
  aufgabe,
  beiEreignis,
  dauer,
  dienst,
  ende,
  gruende,
  mehrfach,
  modell,
  NACHRICHT,
  pfade,
  rand,
  start,
  teilprozess,
  uebersetze,
  VERWEISE,
} from '../test/bpmn.ts';
import { erzeuge } from '../test/erzeuger.ts';
import { advance } from './advance.ts';
import { verwaltungsakteOhneMensch } from './automatik.ts';
import type { Befehl, Fortschritt } from './befehl.ts';
import type { Zustand } from './zustand.ts';

const bescheid = dienst('b').replace('type="tun"', 'type="brief.erlassen"');
async function finde(inhalt: string) {
  const p = await uebersetze(modell(inhalt, VERWEISE));
  return verwaltungsakteOhneMensch(p, new Set(['brief.erlassen'])).map((v) => v.weg.join(' '));
}

describe('ein Verwaltungsakt ohne Mensch (§ 35a VwVfG)', () => {
  it('wird gefunden, mit dem Weg, auf dem niemand entscheidet', async () => {
    expect(await finde(`${start}${dienst('d')}${bescheid}${ende()}${pfade('s>d', 'd>b', 'b>e')}`)).toEqual(['s d b']);
  });

  it('nicht, wenn jeder Weg über eine Person führt; eine Abkürzung genügt', async () => {
    const xml = (pfad: string) =>
      `${start}<bpmn:exclusiveGateway id="x" default="x_a"/>${aufgabe('a')}${dienst('d')}${bescheid}${ende()}${ende('f')}` +
      pfade('s>x', 'x>a', 'x>d:=klar = true', 'a>b', pfad, 'b>e');
    expect(await finde(xml('d>f'))).toEqual([]);
    expect(await finde(xml('d>b').replace(ende('f'), ''))).toEqual(['s x d b']);
  });

  it('auch, wenn die Person erst danach gefragt wird oder ihre Frist verstreicht', async () => {
    expect(await finde(`${start}${bescheid}${aufgabe('a')}${ende()}${pfade('s>b', 'b>a', 'a>e')}`)).toEqual(['s b']);
    const frist = `${start}${aufgabe('a')}${rand('r', 'a', dauer())}${bescheid}${ende()}${ende('f')}${pfade('s>a', 'a>f', 'r>b', 'b>e')}`;
    expect(await finde(frist)).toEqual(['s a r b']);
  });

  it('nicht nach einem parallelen Gateway mit einer Person auf einem Zweig, wohl aber nach einem exklusiven', async () => {
    const xml = (art: string, standard = '') =>
      `${start}<bpmn:${art} id="auf"${standard}/>${aufgabe('a')}${dienst('d')}<bpmn:${art} id="zu"/>${bescheid}${ende()}`;
    expect(
      await finde(xml('parallelGateway') + pfade('s>auf', 'auf>a', 'auf>d', 'a>zu', 'd>zu', 'zu>b', 'b>e')),
    ).toEqual([]);
    expect(
      await finde(
        xml('exclusiveGateway', ' default="auf_a"') +
          pfade('s>auf', 'auf>a', 'auf>d:=x = true', 'a>zu', 'd>zu', 'zu>b', 'b>e'),
      ),
    ).toEqual(['s auf d zu b']);
  });

  it('in Teilprozessen, Schleifen und Ereignis-Teilprozessen', async () => {
    const innen = (was: string) => teilprozess('u', `${was}${ende('ue')}${pfade('us>x', 'x>ue')}`);
    const danach = `${bescheid}${ende()}${pfade('s>u', 'u>b', 'b>e')}`;
    expect(await finde(`${start}${innen(aufgabe('x'))}${danach}`)).toEqual([]);
    expect(await finde(`${start}${innen(dienst('x'))}${danach}`)).toEqual(['s u us x ue u b']);
    expect(await finde(`${start}${innen(aufgabe('x', mehrfach()))}${danach}`)).toHaveLength(1);
    const schleife =
      `${start}<bpmn:exclusiveGateway id="v"/>${aufgabe('a')}<bpmn:exclusiveGateway id="h" default="h_b"/>${bescheid}${ende()}` +
      pfade('s>v', 'v>a', 'a>h', 'h>v:=x = true', 'h>b', 'b>e');
    expect(await finde(schleife)).toEqual([]);
    const ereignis = `${start}${aufgabe('a')}${ende()}${pfade('s>a', 'a>e')}${beiEreignis('x', NACHRICHT, `${bescheid}${ende('xe')}${pfade('xs>b', 'b>xe')}`)}`;
    expect(await finde(ereignis)).toEqual(['x xs b']);
  });

  it('nicht hinter einer Grenze, über die ein Pfad nicht führen darf: das Modell wird abgewiesen', async () => {
    const nach = (pfad: string) =>
      `${start}${teilprozess('u', `${aufgabe('h')}${bescheid}${ende('ue')}${pfade('us>h', 'h>b', 'b>ue')}`)}${ende()}${pfade(pfad, 'u>e')}`;
    expect(await finde(nach('s>u'))).toEqual([]);
    expect(await gruende(modell(nach('s>b')))).toContain(
      's_b: Ein Pfad führt von Schritt zu Schritt desselben Prozesses oder Teilprozesses; „b“ ist hier keiner.',
    );
  });

  it('fragt nur nach den genannten Diensten', async () => {
    expect(await finde(`${start}${dienst('d')}${ende()}${pfade('s>d', 'd>e')}`)).toEqual([]);
  });

  it('wird nie übersehen: was ohne erledigte Aufgabe erreicht wird, ist immer genannt', async () => {
    let erreicht = 0;
    await fc.assert(
      fc.asyncProperty(band, daten, passendeZuege, async (zahlen, start, zuege) => {
        const p = await uebersetze(erzeuge(zahlen));
        const genannt = verwaltungsakteOhneMensch(p, new Set(['tun']));
        for (const { element, weg } of genannt) {
          expect(weg.at(-1)).toBe(element);
          for (const id of weg) expect(p.knoten.has(id)).toBe(true);
        }
        let zustand: Zustand | null = null;
        let befehl: Befehl | undefined = { art: 'start', variablen: start };
        for (const [zahl, variablen] of [...zuege, [0, start] as const]) {
          const antwort: Fortschritt | undefined = befehl && advance(p, zustand, befehl);
          if (antwort?.ok) {
            zustand = antwort.zustand;
            for (const w of antwort.wirkungen) {
              if (w.art !== 'dienst') continue;
              erreicht += 1;
              expect(genannt.map((v) => v.element)).toContain(w.element);
            }
          }
          if (!zustand || zustand.fertig) return;
          const naechster = passend(p, zustand, zahl, variablen);
          // Nobody ever decides.
          befehl = naechster.art === 'aufgabe-erledigt' ? undefined : naechster;
        }
      }),
      { numRuns: 400 },
    );
    expect(erreicht).toBeGreaterThan(10);
  }, 120_000);
});
