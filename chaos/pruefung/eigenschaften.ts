import { einVorgangJeSchluessel, keinAntragErfunden, keinAntragVeraendert, keinAntragVerloren } from './antraege.ts';
import { aufgabenEinmal } from './aufgaben.ts';
import { fehlerseitenKlar, nichtsStehtStill } from './betrieb.ts';
import type { Fakten, Pruefung, Urteil } from './model.ts';
import {
  nachweiseGelten,
  ohneGabel,
  protokollVollstaendig,
  unterschriftenGelten,
  zeitenSteigen,
} from './protokolle.ts';
import { antwortenEinmal, briefeEinmal, widerspruchEinmal } from './verkehr.ts';
import { bescheidEinmal, dateienGanz, dokumenteBelegt, mitteilungEinmal } from './wirkungen.ts';

export const EIGENSCHAFTEN: readonly { name: string; satz: string; pruefe: Pruefung }[] = [
  { name: 'antrag-verloren', satz: 'Kein bestätigter Antrag ist verloren', pruefe: keinAntragVerloren },
  { name: 'antrag-veraendert', satz: 'Kein bestätigter Antrag ist verändert', pruefe: keinAntragVeraendert },
  { name: 'antrag-erfunden', satz: 'Kein Vorgang ist da, den niemand eingereicht hat', pruefe: keinAntragErfunden },
  { name: 'schluessel', satz: 'Ein Vorgang je Schlüssel der Einreichung', pruefe: einVorgangJeSchluessel },
  { name: 'aufgabe', satz: 'Jede bestätigte Erledigung genau einmal, keine Aufgabe zweimal', pruefe: aufgabenEinmal },
  { name: 'mitteilung', satz: 'Jede Mitteilung genau einmal versandt', pruefe: mitteilungEinmal },
  { name: 'bescheid', satz: 'Kein Bescheid, keine Forderung, kein Registereintrag zweimal', pruefe: bescheidEinmal },
  { name: 'dokument', satz: 'Jedes Dokument steht in genau einem Ereignis', pruefe: dokumenteBelegt },
  { name: 'datei', satz: 'Jede Datei, die eine Zeile nennt, ist ganz da', pruefe: dateienGanz },
  {
    name: 'nachforderung',
    satz: 'Jede bestätigte Antwort auf eine Nachforderung genau einmal',
    pruefe: antwortenEinmal,
  },
  { name: 'versand', satz: 'Kein Brief zweimal versandt, keiner von niemandem', pruefe: briefeEinmal },
  { name: 'widerspruch', satz: 'Jeder bestätigte Widerspruch genau einmal', pruefe: widerspruchEinmal },
  { name: 'protokoll', satz: 'Protokolle ohne Lücke, jedes Ereignis genau einmal', pruefe: protokollVollstaendig },
  { name: 'zeit', satz: 'Die Zeiten eines Stroms gehen nie zurück', pruefe: zeitenSteigen },
  { name: 'gabel', satz: 'Jeder je gezeigte Stand passt zum Protokoll', pruefe: ohneGabel },
  { name: 'unterschrift', satz: 'Keine falsche Unterschrift zählt', pruefe: unterschriftenGelten },
  { name: 'nachweis', satz: 'Jeder ausgehändigte Nachweis gilt noch', pruefe: nachweiseGelten },
  { name: 'stillstand', satz: 'Kein Vorgang steht, keine Störung, kein ruhender Auftrag', pruefe: nichtsStehtStill },
  { name: 'fehlerseite', satz: 'Jede Fehlerseite war eine deutsche, klare 503', pruefe: fehlerseitenKlar },
];

export const urteile = (f: Fakten): Urteil[] =>
  EIGENSCHAFTEN.map(({ name, satz, pruefe }) => ({ name, satz, ...pruefe(f) }));
