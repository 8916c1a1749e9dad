import type { Ausdruck } from '../ausdruck.ts';
import type { Wirkung } from '../befehl.ts';
import type { Variablen } from '../json.ts';
import { alsJson } from '../json.ts';
import type { Warteereignis, Zeitangabe } from '../model.ts';
import { istIsoDauer, leseZeitpunkt, leseZyklus } from '../zeitangabe.ts';
import type { Token } from '../zustand.ts';

type Text = { readonly ok: true; readonly wert: string } | { readonly ok: false; readonly meldung: string };

/** A prepared wait: nothing is emitted before all of it could be evaluated. Signals and conditions ask nothing of outside. */
export type Warten =
  | {
      readonly ok: true;
      readonly token: Pick<Token, 'korrelation' | 'rest'>;
      readonly wirkung: (schritt: number) => Wirkung | undefined;
    }
  | { readonly ok: false; readonly meldung: string };

export function bereiteWarten(ereignis: Warteereignis, variablen: Variablen): Warten {
  switch (ereignis.art) {
    case 'zeit':
      return aufZeit(ereignis.zeit, variablen);
    case 'nachricht':
      return aufNachricht(ereignis, variablen);
    case 'signal':
    case 'bedingung':
      return { ok: true, token: {}, wirkung: () => undefined };
  }
}

function aufZeit({ art, wert }: Zeitangabe, variablen: Variablen): Warten {
  const text = alsText(wert, variablen, 'Zeitangabe');
  if (!text.ok) return text;
  if (art === 'zyklus') return aufZyklus(wert, text.wert);
  const zeitpunkt = art === 'zeitpunkt' ? leseZeitpunkt(text.wert) : undefined;
  if (zeitpunkt === undefined && !(art === 'dauer' && istIsoDauer(text.wert))) return ungueltig(wert);
  const faellig = zeitpunkt === undefined ? { dauer: text.wert } : { zeitpunkt };
  return { ok: true, token: {}, wirkung: (schritt) => ({ art: 'zeitgeber', schritt, faellig }) };
}

function aufZyklus(ausdruck: Ausdruck, text: string): Warten {
  const zyklus = leseZyklus(text);
  if (!zyklus) return ungueltig(ausdruck);
  const { dauer, anzahl } = zyklus;
  return {
    ok: true,
    token: anzahl === undefined ? {} : { rest: anzahl },
    wirkung: (schritt) => ({ art: 'zeitgeber', schritt, faellig: { dauer } }),
  };
}

function ungueltig({ text }: Ausdruck): { ok: false; meldung: string } {
  return {
    ok: false,
    meldung: `Der Ausdruck „${text}“ ergibt keine gültige Zeitangabe (ISO 8601, nicht negativ, mit einer Zeitzone, die es gibt).`,
  };
}

function aufNachricht(ereignis: Warteereignis & { art: 'nachricht' }, variablen: Variablen): Warten {
  const text = ereignis.korrelation && alsText(ereignis.korrelation, variablen, 'Korrelation der Nachricht');
  if (text && !text.ok) return text;
  const token = text ? { korrelation: text.wert } : {};
  const { nachricht } = ereignis;
  return { ok: true, token, wirkung: (schritt) => ({ art: 'warten-auf', schritt, nachricht, ...token }) };
}

/** The group of a task: a text, or a list with one text, as FEEL likes to answer. */
export function bestimmeGruppe(gruppe: Ausdruck, variablen: Variablen): Text {
  return alsText(gruppe, variablen, 'Gruppe der Aufgabe');
}

function alsText(ausdruck: Ausdruck, variablen: Variablen, wofuer: string): Text {
  const ergebnis = ausdruck.evaluate(variablen);
  const json = ergebnis.ok ? alsJson(ergebnis.wert) : ergebnis;
  if (!json.ok) return { ok: false, meldung: `${wofuer}: ${json.meldung}` };
  const wert = Array.isArray(json.wert) && json.wert.length === 1 ? json.wert[0] : json.wert;
  if (typeof wert === 'string' && wert !== '') return { ok: true, wert };
  if (typeof wert === 'number') return { ok: true, wert: String(wert) };
  return { ok: false, meldung: `${wofuer}: Der Ausdruck „${ausdruck.text}“ ergibt keinen Text.` };
}
