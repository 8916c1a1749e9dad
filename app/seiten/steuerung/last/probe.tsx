import type { FastifyReply, FastifyRequest } from 'fastify';
import { meldungOf } from '../../../base/meldungen/index.ts';
import {
  type Felder,
  merkeAnnahme,
  type Probe,
  probiere,
  readEinrichtung,
  readUebersicht,
  wochenname,
} from '../../../steuerung/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import {
  Aufklappen,
  fehlerOf,
  Hinweis,
  Knoepfe,
  Knopf,
  LeererZustand,
  Plot,
  Tabelle,
  VersteckteFelder,
  type Versuch,
  Wahl,
  Zeile,
} from '../../komponenten/index.ts';
import { eins, frage } from '../../personal/anfrage.ts';
import { heuteOf, wann } from '../../personal/zeit.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';
import { sende, sendeVerboten } from '../rahmen.tsx';
import { zahl } from '../zahlen.ts';
import { Ausgeschaltet, type Basis, LastRahmen, leitet, wegOf } from './kopf.tsx';
import { gruppenOf } from './uebersicht.tsx';
import { aufzaehlung, wochenliste } from './warnungen.ts';
import { stunden } from './zahlen.ts';

const WEG = wegOf('probe');
/** the fields of an assumption; nothing else of an address is kept */
const FELDER = ['team', 'kommune', 'leistung', 'stunden', 'ab', 'wochen'] as const;
const felderOf = (quelle: unknown): Felder => Object.fromEntries(FELDER.map((f) => [f, eins(quelle, f).slice(0, 100)]));
const adresse = (f: Felder) =>
  `${WEG}?${FELDER.map((n) => `${n}=${encodeURIComponent(f[n] ?? '')}`).join('&')}&rechne=ja`;

interface Stand {
  gruppen: readonly { id: string; name: string }[];
  leistungen: readonly string[];
  gemerkt: Awaited<ReturnType<typeof readEinrichtung>>['annahmen'];
}

/** GET /steuerung/last/probe[?…&rechne=ja]: the form, and what comes out. Nothing is kept. */
export async function zeigeProbe(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  return antworte(
    deps,
    kraft,
    antwort,
    felderOf(anfrage.query),
    frage(anfrage, 'rechne') !== '',
    frage(anfrage, 'getan'),
  );
}

/** POST: keeps the assumption under a name. */
export async function merkeProbe(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const felder = felderOf(anfrage.body);
  const titel = eins(anfrage.body, 'titel');
  const e = await merkeAnnahme(deps, kraft, titel, felder);
  if (e.ok) return antwort.redirect(`${adresse(felder)}&getan=ja`, 303);
  const m = meldungOf(deps.t, e);
  const versuch = { formular: 'merken', werte: { titel }, meldung: m.text, feld: e.angaben?.['feld'] ?? null };
  return antworte(deps, kraft, antwort, felder, true, '', versuch, m.status);
}

async function antworte(
  deps: SeitenDeps,
  kraft: Kraft,
  antwort: FastifyReply,
  felder: Felder,
  rechne: boolean,
  getan: string,
  merken?: Versuch,
  status = 200,
) {
  if (!leitet(kraft)) return sendeVerboten(deps, kraft, antwort);
  const heute = heuteOf(deps.protokoll.uhr);
  const [stand, e] = await deps.db.transaktion(lesekontext(kraft), async (tx) => {
    const u = await readUebersicht(tx, kraft.stelle, heute);
    if (!u) return [null, null];
    const gemerkt = (await readEinrichtung(tx, kraft.stelle)).annahmen;
    const da: Stand = { gruppen: gruppenOf(deps, u), leistungen: u.leistungen.map((l) => l.leistung), gemerkt };
    // a refusal is shown on this page: as a value of its own it does not roll back the read
    return [da, rechne ? { wert: await probiere(tx, deps.verzeichnis, kraft.stelle, heute, felder) } : null];
  });
  const abgelehnt = e && !e.wert.ok ? e.wert : undefined;
  const m = abgelehnt && meldungOf(deps.t, abgelehnt);
  const versuch: Versuch = {
    formular: 'probe',
    werte: felder,
    meldung: m?.text ?? '',
    feld: abgelehnt?.angaben?.['feld'] ?? null,
  };
  const probe = e?.wert.ok ? e.wert.probe : undefined;
  const p = { deps, kraft, stand, versuch, felder, probe, merken, getan };
  return sende(antwort, <Seite {...p} abgelehnt={m?.text} />, m?.status ?? status);
}

type Props = Basis & {
  stand: Stand | null;
  felder: Felder;
  versuch: Versuch;
  merken: Versuch | undefined;
  probe: Probe | undefined;
  getan: string;
  abgelehnt: string | undefined;
};

function Seite(p: Props) {
  const { deps, kraft, stand, versuch, merken, probe, abgelehnt } = p;
  const { t } = deps;
  const fehler = [...fehlerOf(abgelehnt ? versuch : undefined, 'team'), ...fehlerOf(merken, 'titel')];
  return (
    <LastRahmen deps={deps} kraft={kraft} teil="probe" titel={t('last.probe.titel')} fehler={fehler}>
      {p.getan !== '' && <Hinweis t={t} ton="success" titel={t('last.probe.gespeichert')} />}
      {stand === null ? (
        <Ausgeschaltet deps={deps} kraft={kraft} />
      ) : stand.gruppen.length === 0 ? (
        <LeererZustand titel={t('last.probe.kleinesTeam')} />
      ) : (
        <>
          <p>{t('last.probe.einleitung')}</p>
          <Formular {...p} stand={stand} />
          {probe && <Ergebnis {...p} probe={probe} />}
          {stand.gemerkt.length > 0 && (
            <>
              <h2>{t('last.probe.gemerkt')}</h2>
              <ul class="haus-punkte">
                {stand.gemerkt.map((g) => (
                  <li>
                    <a href={adresse(g.felder)}>
                      {t('last.probe.oeffnen', { titel: g.titel, am: wann(t, g.angelegt) })}
                    </a>
                  </li>
                ))}
              </ul>
            </>
          )}
        </>
      )}
    </LastRahmen>
  );
}

function Formular({ deps, kraft, stand, felder, versuch }: Props & { stand: Stand }) {
  const { t, katalog, verzeichnis } = deps;
  // beside the field only where there is a refusal
  const v = { t, formular: 'probe', versuch: { ...versuch, werte: felder } };
  const orte = verzeichnis.gemeinden.filter((k) => k.id !== kraft.stelle);
  return (
    <form class="haus-formular" method="get" action={WEG}>
      <Wahl
        {...v}
        name="team"
        titel={t('last.probe.team')}
        werte={stand.gruppen.map((g) => ({ wert: g.id, titel: g.name }))}
      />
      <Wahl
        {...v}
        name="kommune"
        titel={t('last.probe.kommune')}
        hilfe={t('last.probe.kommuneHilfe')}
        leer={t('last.probe.keine')}
        werte={orte.map((k) => ({ wert: k.ags, titel: k.kurzname }))}
      />
      <Wahl
        {...v}
        name="leistung"
        titel={t('last.probe.leistung')}
        werte={stand.leistungen.map((l) => ({ wert: l, titel: katalog.name(l) }))}
      />
      <Zeile
        {...v}
        name="stunden"
        titel={t('last.probe.stunden')}
        hilfe={t('last.probe.stundenHilfe')}
        breite="schmal"
      />
      <Zeile {...v} name="ab" titel={t('last.probe.ab')} hilfe={t('last.probe.abHilfe')} breite="mittel" />
      <Zeile {...v} name="wochen" titel={t('last.probe.wochen')} breite="schmal" />
      <Knoepfe>
        <Knopf rang="primary" name="rechne" wert="ja">
          {t('last.probe.rechnen')}
        </Knopf>
      </Knoepfe>
    </form>
  );
}

function Ergebnis({ deps, felder, merken, probe }: Props & { probe: Probe }) {
  const { t, verzeichnis } = deps;
  const b = probe.beitritt;
  const team = probe.team || t('last.haus');
  const x = probe.wochen.map((w) => wochenname(w.heute.montag));
  const werte = (lies: (w: Probe['wochen'][number]) => number) => probe.wochen.map((w) => lies(w) / 60);
  const eng = (lies: (w: Probe['wochen'][number]) => boolean) =>
    wochenliste(
      t,
      probe.wochen.filter(lies).map((w) => w.heute.montag),
    );
  const vorher = eng((w) => w.heute.arbeit.erwartet > w.heute.verfuegbar);
  const dann = eng((w) => w.dann.arbeit.erwartet > w.dann.verfuegbar);
  const urteil = [
    dann === '' ? t('last.probe.nichts') : t('last.probe.zuWenig', { wochen: dann }),
    ...(vorher === '' ? [] : [t('last.probe.vorher', { wochen: vorher })]),
  ].join(' ');
  return (
    <>
      <h2>{t('last.probe.ergebnis')}</h2>
      <Hinweis t={t} ton={dann === '' ? 'success' : 'warning'} titel={urteil}>
        {b && (
          <p>
            {t('last.probe.beitritt', {
              ort: verzeichnis.byAgs(felder['kommune'] ?? '')?.kurzname ?? '',
              erwartet: zahl(b.faelle.erwartet),
              von: zahl(b.faelle.von),
              bis: zahl(b.faelle.bis),
              orte: aufzaehlung(b.orte.map((o) => t('last.probe.vergleichsort', { ...o }))),
            })}
          </p>
        )}
      </Hinweis>
      <Plot
        t={t}
        id="probe-plot"
        titel={t('last.probe.plot', { team })}
        aussage={urteil}
        einheit={t('last.plot.stunden')}
        xTitel={t('last.plot.woche')}
        x={x}
        reihen={[
          { name: t('last.plot.arbeitOhne'), art: 'linie', werte: werte((w) => w.heute.arbeit.erwartet) },
          { name: t('last.plot.erwartet'), art: 'saeule', werte: werte((w) => w.dann.arbeit.erwartet) },
          { name: t('last.plot.ohneAnnahme'), art: 'linie', werte: werte((w) => w.heute.verfuegbar) },
          { name: t('last.plot.verfuegbar'), art: 'linie', werte: werte((w) => w.dann.verfuegbar) },
        ]}
      />
      <Tabelle
        id="probe-tabelle"
        titel={t('last.probe.ergebnis')}
        titelVersteckt
        dicht
        stapeln
        spalten={[
          { titel: t('last.tabelle.woche'), zeilenkopf: true },
          ...(['arbeit', 'zeit'] as const).flatMap((s) =>
            (['vorherSpalte', 'dann'] as const).map((w) => ({
              titel: `${t(`last.probe.${s}`)} ${t(`last.probe.${w}`)}`,
              zahl: true,
            })),
          ),
          { titel: t('last.probe.fehlt'), zahl: true },
        ]}
        zeilen={probe.wochen.map((w, i) => ({
          zellen: [
            x[i] ?? '',
            ...[w.heute.arbeit.erwartet, w.dann.arbeit.erwartet, w.heute.verfuegbar, w.dann.verfuegbar].map((n) =>
              stunden(t, n),
            ),
            stunden(t, Math.max(0, w.dann.arbeit.erwartet - w.dann.verfuegbar)),
          ],
        }))}
      />
      <Aufklappen titel={t('last.probe.merken')} offen={merken !== undefined}>
        <form class="haus-formular" method="post" action={WEG}>
          <VersteckteFelder felder={felder} />
          <Zeile
            t={t}
            formular="merken"
            name="titel"
            titel={t('last.probe.titelFeld')}
            hilfe={t('last.probe.merkenHilfe')}
            versuch={merken}
          />
          <Knoepfe>
            <Knopf>{t('last.probe.merken')}</Knopf>
          </Knoepfe>
        </form>
      </Aufklappen>
    </>
  );
}
