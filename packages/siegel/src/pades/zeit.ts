import { decodeText } from '../pdf/seiten.ts';
import { asText } from '../pdf/werte.ts';
import { judgeTimestamp } from '../tsp/verify.ts';
import type { Antwort, Grund, UnterschriftUrteil } from '../urteil.ts';
import { forStamps, type Lage, provenAt } from './lage.ts';
import type { Geurteilt, Glied } from './niveau.ts';
import type { Unterschrift } from './unterschriften.ts';

/** When a signature was made, and how that is known. */
export interface Zeit {
  readonly zeit: Date | null;
  readonly quelle: UnterschriftUrteil['zeitQuelle'];
  /** Said by the stamp of the signature itself, made with it; any other time only says that it existed by then. */
  readonly eigen: boolean;
  readonly gilt: Antwort;
  readonly gruende: readonly Grund[];
  /** The authority whose stamp says so. */
  readonly glieder: readonly Glied[];
}

/** A PDF date (`D:YYYYMMDDHHmmSS±HH'mm'`); null when it is none. */
function claimedTime(u: Unterschrift): Date | null {
  const text = decodeText(asText(u.dict.m.get('M'))?.bytes ?? new Uint8Array());
  const m = /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z|([+-]\d\d)'?(\d\d)?)?/.exec(text);
  if (!m) return null;
  const zone = m[7] ? `${m[7]}:${m[8] ?? '00'}` : 'Z';
  const d = new Date(`${m[1]}-${m[2]}-${m[3]}T${m[4]}:${m[5]}:${m[6]}${zone}`);
  return Number.isNaN(d.getTime()) ? null : d;
}

async function fromToken(l: Lage, u: Unterschrift, token: Uint8Array, signature: Uint8Array): Promise<Zeit> {
  const gesichert = { bis: provenAt(l, u.stand) };
  const { urteil: s, cms } = await judgeTimestamp(forStamps(l), token, { data: signature }, gesichert);
  if (!s.ok || !cms) {
    const g = s.ok ? [] : [{ code: s.code, meldung: s.meldung }];
    return {
      zeit: null,
      quelle: 'keine',
      eigen: true,
      gilt: s.ok ? 'does not hold' : s.antwort,
      gruende: g,
      glieder: [],
    };
  }
  const glieder = [{ blatt: cms.signer, mehr: cms.certificates, zeit: s.zeit }];
  return { zeit: s.zeit, quelle: 'zeitstempel', eigen: true, gilt: s.vertrauen, gruende: s.gruende, glieder };
}

function fromDocument(stempel: Geurteilt, gruende: readonly Grund[]): Zeit {
  const { zeit, zeitgueltig } = stempel.urteil;
  return { zeit, quelle: 'zeitstempel', eigen: false, gilt: zeitgueltig, gruende, glieder: stempel.glieder };
}

/**
 * The time of a signature: its own stamp, else the earliest document time stamp after it, else what it claims. An own stamp
 * that is well formed but cannot be relied on gives way to a document time stamp that can.
 */
export async function timeOf(
  l: Lage,
  u: Unterschrift,
  tokens: readonly Uint8Array[],
  signature: Uint8Array,
  spaeter: readonly Geurteilt[],
): Promise<Zeit> {
  const stempel = spaeter.filter((x) => x.urteil.art === 'zeitstempel' && x.urteil.unversehrt === 'holds');
  const gut = stempel.find((x) => x.urteil.zeitgueltig === 'holds');
  const token = tokens[0];
  if (token) {
    const eigene = await fromToken(l, u, token, signature);
    const weiter = eigene.gilt === 'holds' || eigene.quelle === 'keine' || !gut;
    return weiter ? eigene : fromDocument(gut, eigene.gruende);
  }
  const fremd = gut ?? stempel[0];
  if (fremd) return fromDocument(fremd, []);
  const zeit = claimedTime(u);
  return {
    zeit,
    quelle: zeit ? 'behauptet' : 'keine',
    eigen: false,
    gilt: 'cannot be decided',
    gruende: [
      {
        code: 'pdf.ohne-zeitstempel',
        meldung: 'Die Unterschrift trägt keinen Zeitstempel; ihre Zeit ist nur behauptet.',
      },
    ],
    glieder: [],
  };
}
