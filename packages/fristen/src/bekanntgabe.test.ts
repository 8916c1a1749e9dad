import { describe, expect, it } from 'vitest';
import {
  abruffrist,
  addDays,
  BEKANNTGABE_REGELN,
  bekanntgabe,
  bekanntgabeRegel,
  localDate,
  type Regelwerk,
  type Weg,
} from './index.ts';

const d = localDate;
type Fall = [regelwerk: Regelwerk, weg: Weg, ausloeser: string, tag: string, verschoben: boolean, warum: string];

describe('the day of notification', () => {
  const faelle: Fall[] = [
    ['vwvfg', 'brief', '2026-01-07', '2026-01-11', false, 'fiction day on Sunday stays'],
    ['ao', 'brief', '2026-01-07', '2026-01-12', true, 'the same Sunday moves to Monday'],
    ['vwvfg', 'brief', '2025-12-28', '2026-01-01', false, 'New Year stays'],
    ['ao', 'brief', '2025-12-28', '2026-01-02', true, 'New Year moves'],
    ['vwvfg', 'brief', '2025-12-29', '2026-01-02', false, 'over the year end'],
    ['vwvfg', 'brief', '2024-12-31', '2025-01-03', false, 'last day of the three-day rule'],
    ['vwvfg', 'brief', '2025-01-01', '2025-01-05', false, 'first day of the four-day rule'],
    ['ao', 'brief', '2024-12-31', '2025-01-03', false, 'last day of the three-day rule'],
    ['ao', 'brief', '2025-01-01', '2025-01-06', true, 'Epiphany is no holiday in Saxony'],
    ['ao', 'brief', '2026-03-30', '2026-04-07', true, 'Good Friday moves over Easter Monday'],
    ['vwvfg', 'brief', '2026-03-30', '2026-04-03', false, 'Good Friday stays'],
    ['ao', 'brief', '2025-10-27', '2025-11-03', true, 'Reformation day on Friday'],
    ['ao', 'brief', '2026-11-14', '2026-11-19', true, 'Buß- und Bettag'],
    ['ao', 'brief', '2028-02-25', '2028-02-29', false, 'leap day'],
    ['vwvfg', 'elektronisch', '2026-11-23', '2026-11-27', false, 'plain transmission'],
    ['ao', 'elektronisch', '2026-11-24', '2026-11-30', true, 'Saturday moves to Monday'],
    ['vwvfg', 'abruf', '2026-11-27', '2026-11-28', false, 'day after retrieval, a Saturday'],
    ['ao', 'postfach', '2025-11-24', '2025-11-28', false, 'fourth day after the notice'],
    ['ao', 'abruf', '2024-11-25', '2024-11-28', false, 'third day before 2025'],
    ['ao', 'postfach', '2026-11-24', '2026-11-30', true, 'Saturday moves to Monday'],
    ['ozg', 'postfach', '2026-11-05', '2026-11-09', false, 'fourth day after provision'],
    ['ozg', 'postfach', '2026-11-04', '2026-11-08', false, 'Sunday stays'],
    ['ozg', 'postfach', '2024-11-05', '2024-11-08', false, 'third day before 2025'],
  ];
  it.each(faelle)('by %s, %s, triggered %s, is %s (shifted: %s): %s', (regelwerk, weg, ausloeser, tag, verschoben) => {
    expect(bekanntgabe({ regelwerk, weg, ausloeser: d(ausloeser) })).toMatchObject({ ok: true, tag, verschoben });
  });

  it('moves over Corpus Christi only where it is a holiday', () => {
    const anfrage = { regelwerk: 'ao', weg: 'brief', ausloeser: d('2026-05-31') } as const;
    expect(bekanntgabe(anfrage)).toMatchObject({ tag: '2026-06-04', verschoben: false });
    expect(bekanntgabe({ ...anfrage, ort: { fronleichnam: true } })).toMatchObject({
      tag: '2026-06-05',
      fiktion: '2026-06-04',
      verschoben: true,
    });
  });

  it('carries its rule: sentence, norm, source, and what is still open', () => {
    const ozg = bekanntgabe({ regelwerk: 'ozg', weg: 'postfach', ausloeser: d('2026-11-05') });
    expect(ozg).toMatchObject({ regel: { norm: 'OZG § 9 Abs. 1', zuBestaetigen: true } });
    const brief = bekanntgabe({ regelwerk: 'vwvfg', weg: 'brief', ausloeser: d('2026-11-05') });
    expect(brief).toMatchObject({ regel: { id: 'vwvfg-brief-2025', zuBestaetigen: false } });
  });

  it('is refused for a way the law does not know and for a day without rule', () => {
    const ausloeser = d('2026-11-05');
    const falscherWeg = { ok: false, code: 'weg-nicht-vorgesehen' };
    expect(bekanntgabe({ regelwerk: 'ozg', weg: 'brief', ausloeser })).toMatchObject(falscherWeg);
    expect(bekanntgabe({ regelwerk: 'vwvfg', weg: 'postfach', ausloeser })).toMatchObject(falscherWeg);
    const zuFrueh = bekanntgabe({ regelwerk: 'ozg', weg: 'postfach', ausloeser: d('2019-01-01') });
    expect(zuFrueh).toMatchObject({ ok: false, code: 'keine-regel' });
  });

  it('counts municipal taxes in the mailbox from the notice until 2025 and from the provision since 2026', () => {
    const am = (tag: string) => bekanntgabeRegel({ regelwerk: 'ao', weg: 'postfach', tag: d(tag) });
    expect(am('2025-12-31')).toMatchObject({ regel: { ausloeser: 'benachrichtigung' } });
    expect(am('2026-01-01')).toMatchObject({ regel: { ausloeser: 'bereitstellung', zuBestaetigen: true } });
  });

  it('gives ten days to retrieve from the portal, and no such period elsewhere', () => {
    const portal = bekanntgabeRegel({ regelwerk: 'vwvfg', weg: 'abruf', tag: d('2026-11-05') });
    const post = bekanntgabeRegel({ regelwerk: 'vwvfg', weg: 'brief', tag: d('2026-11-05') });
    if (!portal.ok || !post.ok) throw new Error('both rules exist');
    expect(abruffrist(portal.regel, d('2026-11-05'))).toMatchObject({ ok: true, ende: '2026-11-16', verschoben: true });
    expect(abruffrist(post.regel, d('2026-11-05'))).toMatchObject({ ok: false, code: 'keine-abruffrist' });
  });
});

describe('the rule sets', () => {
  it('follow each other without gap and without overlap', () => {
    const schluessel = (r: (typeof BEKANNTGABE_REGELN)[number]) => `${r.regelwerk} ${r.wege.join()}`;
    for (const gruppe of new Set(BEKANNTGABE_REGELN.map(schluessel))) {
      const regeln = BEKANNTGABE_REGELN.filter((r) => schluessel(r) === gruppe);
      regeln.forEach((regel, n) => {
        const naechste = regeln[n + 1];
        const folgetag = regel.gueltigBis && addDays(regel.gueltigBis, 1);
        expect(folgetag, regel.id).toBe(naechste?.gueltigAb);
      });
    }
  });

  it('say what is open wherever something is to be confirmed, and have unique ids', () => {
    for (const r of BEKANNTGABE_REGELN) expect(r.offen !== undefined, r.id).toBe(r.zuBestaetigen);
    expect(new Set(BEKANNTGABE_REGELN.map((r) => r.id)).size).toBe(BEKANNTGABE_REGELN.length);
  });
});
