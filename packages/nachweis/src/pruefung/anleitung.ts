import type { Grund } from '@rathausverbund/siegel';
import { anleitung, readAngaben } from '../buendel/anleitung.ts';
import { ORT } from '../buendel/inhalt.ts';
import { fromUtf8 } from '../bytes.ts';
import type { Buendel } from './buendel.ts';
import { type Befund, befund } from './ergebnis.ts';

const MAX_ANLEITUNG = 1024 * 1024;

export interface AnleitungAntwort {
  readonly befunde: readonly Befund[];
  readonly hinweise: readonly Grund[];
}

/**
 * PRUEFEN.txt is no evidence, and anybody may write another one into a bundle with a manifest that fits. People run its commands:
 * so it is compared with what this library writes for what lies there.
 */
export function pruefeAnleitung(buendel: Buendel): AnleitungAntwort {
  if (!buendel.anleitung) return { befunde: [], hinweise: [] };
  const text = buendel.anleitung.length <= MAX_ANLEITUNG ? fromUtf8(buendel.anleitung) : null;
  const angaben = text === null ? null : readAngaben(text);
  const stuecke = {
    dokumente: buendel.dokumente.map((d) => ORT.dokumente + d.name),
    ereignisse: buendel.ereignisse.length,
    staende: buendel.staende,
    gestempelt: buendel.token !== null,
  };
  if (angaben && anleitung(angaben, stuecke) === text)
    return {
      befunde: [
        befund(
          'unversehrt',
          'holds',
          'anleitung.stimmt',
          `${ORT.anleitung} enthält die Befehle, die zu diesem Bündel gehören. Aktenzeichen, Name, Hinweise und Fundorte darin sind nicht Teil des Beweises.`,
        ),
      ],
      hinweise: [],
    };
  const meldung = `Die beiliegende Anleitung ${ORT.anleitung} ist nicht die, die diese Prüfung schreiben würde: Sie stammt aus einer anderen Fassung oder wurde ausgetauscht. Sie ist nicht Teil des Beweises; führen Sie ihre Befehle nicht ungelesen aus.`;
  return { befunde: [], hinweise: [{ code: 'anleitung', meldung }] };
}
