import { afterAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../tools/test/datenbank.ts';
import { uuidv7 } from '../../base/index.ts';
import { TUEREN } from '../tueren.ts';
import { GEWERBE, mitarbeit, person, sha256, verbinde, versuche } from '../welt.ts';
import { abrechnung } from './abrechnung.ts';
import { eingang } from './eingang.ts';
import { konten } from './konten.ts';
import { loeschung } from './loeschung.ts';
import { nachweise } from './nachweise.ts';
import { prozesse } from './prozesse.ts';
import { steuerung } from './steuerung.ts';
import { vereinbarungen } from './vereinbarungen.ts';
import { baueTuerwelt, EINREICHEN, NUMMER } from './welt.ts';
import { zugang } from './zugang.ts';

// Every door the application may call, called by somebody it is not meant for.
const t = await neueDatenbank();
const app = await verbinde(t, 'app');
afterAll(() => app.end());
const w = await baueTuerwelt(t, app);
const { o, buergerin, andere, entwurf, fremd, meins, neuerEntwurf } = w;
const angriffe = [
  ...eingang(w),
  ...vereinbarungen(w),
  ...konten(w),
  ...nachweise(w),
  ...loeschung(w),
  ...prozesse(w),
  ...abrechnung(w),
  ...steuerung(w),
  ...zugang(w),
];

describe('Türen', () => {
  it('werden alle angegriffen, durch die Anwendung oder Arbeiter dürfen', () => {
    const angegriffen = new Set(angriffe.map((a) => a.tuer));
    const offen = Object.entries(TUEREN)
      .filter(([, rollen]) => rollen.includes('app') || rollen.includes('worker'))
      .map(([name]) => name.slice(0, name.indexOf('(')));
    expect(offen.filter((name) => !angegriffen.has(name))).toEqual([]);
  });

  it('lassen ein, wer hinein darf', async () => {
    await neuerEntwurf(buergerin, buergerin);
    expect(
      await versuche(
        app,
        person(buergerin),
        EINREICHEN,
        meins(() => undefined, buergerin),
      ),
    ).toMatchObject({ ok: true, zeilen: [{ neu: true }] });
    // the same key again: the first answer
    expect(await versuche(app, person(andere), EINREICHEN, [JSON.stringify(fremd)])).toMatchObject({
      ok: true,
      zeilen: [{ neu: false, vorgang: fremd.vorgang.id }],
    });
    expect(await versuche(app, person(buergerin), NUMMER, [o.thallwitz, GEWERBE, 20])).toMatchObject({ ok: true });
    expect(
      await versuche(app, person(buergerin), `select konten.sitzung_anlegen($1, 'basis', now() + interval '1 hour')`, [
        sha256('s'),
      ]),
    ).toMatchObject({ ok: true });
    await t.setup.query(
      `insert into nachweise.lesezugriff values ($2, $1, now(), $1, $2, array[$3::uuid], '{"aufgabe": "Gewerbe"}')`,
      [uuidv7(6), o.thallwitz, fremd.vorgang.id],
    );
    expect(
      await versuche(app, person(andere), 'select * from nachweise.einsicht($1, $2)', [o.thallwitz, fremd.vorgang.id]),
    ).toMatchObject({ zeilen: [{ aufgabe: 'Gewerbe' }] });
    expect(
      await versuche(
        app,
        mitarbeit(o.thallwitz),
        `select nachweise.lesen_vermerken($1, $2, now(), array[$3::uuid], '{}')`,
        [uuidv7(5), o.thallwitz, fremd.vorgang.id],
      ),
    ).toMatchObject({ ok: true });
    expect(
      await versuche(
        app,
        { ...person(entwurf), art: 'anonym' },
        `select eingang.zugang_anlegen($1, $2, now() + interval '30 days')`,
        [sha256('x'), entwurf],
      ),
    ).toMatchObject({ ok: true });
  });

  it.each(angriffe.map((a) => [a.tuer, a.was, a] as const))('%s: %s', async (_tuer, _was, a) => {
    const v = await versuche(app, a.kontext, a.sql, a.werte());
    if (v.ok) expect(a.harmlos?.(v.zeilen) ?? false, 'Die Tür stand offen').toBe(true);
    else expect(v.code).toMatch(/^(P0001|42501|23502)$/);
  });
});
