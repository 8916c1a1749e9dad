import { bekanntgabe, type LocalDate, rechtsbehelfsfrist } from '@rathausverbund/fristen';
import { type Ablehnung, ablehnen } from '../base/index.ts';
import type { Bekanntgabe } from '../vorgaenge/index.ts';

export type Weg = 'postfach' | 'brief';

/**
 * When a Verwaltungsakt counts as notified and until when a Widerspruch is possible. The rule sets stay apart: a letter
 * follows VwVfG § 41 (2) or AO § 122 (2); the account's mailbox OZG § 9, for taxes AO § 122a.
 * @param tag day of posting, or of provision in the mailbox
 */
export function fiktion(
  regelwerk: 'vwvfg' | 'ao',
  weg: Weg,
  tag: LocalDate,
): { ok: true; bekanntgabe: Bekanntgabe } | Ablehnung {
  const b = bekanntgabe({
    regelwerk: regelwerk === 'vwvfg' && weg === 'postfach' ? 'ozg' : regelwerk,
    weg,
    ausloeser: tag,
  });
  if (!b.ok) return ablehnen('bekanntgabe.keine-regel', { meldung: b.meldung });
  const f = rechtsbehelfsfrist({ bekanntgabe: b.tag, monate: 1 });
  if (!f.ok) return ablehnen('bekanntgabe.keine-regel', { meldung: f.code });
  const hinweis = b.regel.zuBestaetigen ? ' (zu bestätigen)' : '';
  return {
    ok: true,
    bekanntgabe: { tag: b.tag, rechtsbehelfBis: f.ende, regel: b.regel.text, norm: `${b.regel.norm}${hinweis}` },
  };
}
