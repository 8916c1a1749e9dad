import type { Grund } from '@rathausverbund/siegel';
import type { Anker } from './anker.ts';
import type { GelesenesEreignis } from './ereignisse.ts';
import { type Bezeugung, istNachgestellt, unabhaengige } from './protokoll.ts';

/** What must be said beside every verdict. Taken from anchors, certificates and logged events, never from accompanying text. */
export function hinweise(
  anker: Anker | null,
  test: boolean,
  ereignisse: readonly GelesenesEreignis[],
  { zeugen }: Bezeugung,
  zuDateien: readonly Grund[],
): Grund[] {
  const betreiber = anker ? unabhaengige(anker, zeugen) : [];
  const unabhaengig =
    betreiber.length === 1 ? 'Ein unabhängiger Betreiber hat' : `${betreiber.length} unabhängige Betreiber haben`;
  const found: (Grund | false)[] = [
    test && { code: 'test', meldung: 'TEST: Siegel, Zeitstempel oder Zeugen sind Prüfstücke ohne rechtliche Wirkung.' },
    anker !== null &&
      ereignisse.length > 0 && {
        code: 'betreiber',
        meldung:
          betreiber.length === 0
            ? 'Dieser Nachweis ist nicht gegen den Betreiber geschützt: Kein unabhängiger Zeuge hat gegengezeichnet.'
            : `${unabhaengig} gegengezeichnet: ${betreiber.join(', ')}.`,
      },
    ereignisse.some((e) => istNachgestellt(anker, e.ereignis.data)) && {
      code: 'nachgestellt',
      meldung: 'Dieser Vorgang trägt nachgestellte Zeiten: Er wurde für eine Vorführung angelegt.',
    },
    ereignisse.some((e) => e.ereignis.kind === 'demo.angelegt') && {
      code: 'vorfuehrung',
      meldung: 'Das Protokoll gehört zu einer Vorführanlage, in der es nachgestellte Zeiten gibt.',
    },
  ];
  return [...found.filter((g) => g !== false), ...zuDateien];
}
