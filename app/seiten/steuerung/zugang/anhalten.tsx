import type { FastifyReply, FastifyRequest } from 'fastify';
import { isUuid } from '../../../base/index.ts';
import { meldungOf } from '../../../base/meldungen/index.ts';
import { hatRolle } from '../../../konten/index.ts';
import { readRegeln } from '../../../vereinbarungen/index.ts';
import { halteMandatAn, setzeMandatFort } from '../../../vorgaenge/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import {
  fehlerOf,
  Knoepfe,
  Knopf,
  KnopfLink,
  Mehrzeilig,
  VersteckteFelder,
  type Versuch,
} from '../../komponenten/index.ts';
import { eingabe, frage } from '../../personal/anfrage.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';
import { sende, sendeMeldung, sendeVerboten } from '../rahmen.tsx';
import { WEG, ZugangRahmen } from './rahmen.tsx';

/** More than a reason needs. */
const GRUND_LAENGE = 1000;

/** GET /steuerung/zugang/anhalten?leistung=…&stelle=…: what will happen, the reason, the button. */
export async function zeigeAnhalten(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const p = { leistung: frage(anfrage, 'leistung'), stelle: frage(anfrage, 'stelle') };
  if (!hatRolle(kraft.rollen, 'leitung', p.leistung)) return sendeVerboten(deps, kraft, antwort);
  if (!(await isMandat(deps, kraft, p))) return melde(deps, kraft, antwort, { grund: 'mandat.unbekannt' });
  return sende(antwort, <AnhaltenSeite deps={deps} kraft={kraft} {...p} />);
}

/** POST: stops it, or says why not; what was typed stays. */
export async function halteAn(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const grund = eingabe(anfrage, 'grund').slice(0, GRUND_LAENGE);
  const p = { leistung: eingabe(anfrage, 'leistung'), stelle: eingabe(anfrage, 'stelle') };
  if (!isUuid(p.stelle)) return melde(deps, kraft, antwort, { grund: 'mandat.unbekannt' });
  const r = await halteMandatAn(deps, kraft, { ...p, grund });
  if (r.ok) return antwort.redirect(`${WEG}?angehalten=${r.zurueck}`, 303);
  if (r.grund !== 'mandat.ohne-grund') return melde(deps, kraft, antwort, r);
  const m = meldungOf(deps.t, r);
  const versuch = { formular: 'anhalten', werte: { grund }, meldung: m.text, feld: 'grund' };
  return sende(antwort, <AnhaltenSeite deps={deps} kraft={kraft} {...p} versuch={versuch} />, m.status);
}

/** POST /steuerung/zugang/fortsetzen */
export async function setzeFort(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const halt = eingabe(anfrage, 'halt');
  if (!isUuid(halt)) return melde(deps, kraft, antwort, { grund: 'mandat.nicht-angehalten' });
  const r = await setzeMandatFort(deps, kraft, { halt, mitVorgaengen: eingabe(anfrage, 'vorgaenge') === 'ja' });
  return r.ok ? antwort.redirect(`${WEG}?fortgesetzt=${r.uebergeben}`, 303) : melde(deps, kraft, antwort, r);
}

const melde = (deps: SeitenDeps, kraft: Kraft, antwort: FastifyReply, r: { grund: string }) =>
  sendeMeldung(deps, kraft, antwort, { titel: deps.t('zugang.anhalten.nicht'), ...meldungOf(deps.t, r) });

const isMandat = async (deps: SeitenDeps, kraft: Kraft, p: { leistung: string; stelle: string }) =>
  (await deps.db.transaktion(lesekontext(kraft), readRegeln)).some(
    (r) => r.von === kraft.stelle && r.an === p.stelle && r.leistung === p.leistung && r.art === 'mandatierend',
  );

type Props = { deps: SeitenDeps; kraft: Kraft; leistung: string; stelle: string; versuch?: Versuch };

function AnhaltenSeite({ deps, kraft, leistung, stelle, versuch }: Props) {
  const { t, katalog, verzeichnis } = deps;
  const werte = { leistung: katalog.name(leistung), stelle: verzeichnis.byId(stelle)?.name ?? '' };
  return (
    <ZugangRahmen
      deps={deps}
      kraft={kraft}
      teil="freigaben"
      titel={t('zugang.anhalten.titel', werte)}
      fehler={fehlerOf(versuch)}
    >
      <p>{t('zugang.anhalten.sofort', werte)}</p>
      <ul class="haus-punkte">
        {['zugang', 'vorgaenge', 'prozesse', 'neue', 'protokoll', 'rueckweg'].map((x) => (
          <li>{t(`zugang.anhalten.folge.${x}`, werte)}</li>
        ))}
      </ul>
      <form class="haus-formular" method="post" action={`${WEG}/anhalten`} novalidate>
        <VersteckteFelder felder={{ leistung, stelle }} />
        <Mehrzeilig
          t={t}
          formular="anhalten"
          name="grund"
          titel={t('zugang.anhalten.grund')}
          hilfe={t('zugang.anhalten.hilfe')}
          zeilen={3}
          maxLaenge={GRUND_LAENGE}
          pflicht
          versuch={versuch}
        />
        <Knoepfe>
          <Knopf rang="primary">{t('zugang.anhalten.knopf')}</Knopf>
          <KnopfLink rang="tertiary" weg={WEG}>
            {t('zugang.anhalten.abbrechen')}
          </KnopfLink>
        </Knoepfe>
      </form>
    </ZugangRahmen>
  );
}
