import type { FastifyReply, FastifyRequest } from 'fastify';
import { darf, type Rechnungsangaben, readRechnungsangaben, setzeRechnungsangaben } from '../../../abrechnung/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { fehlerOf, Hinweis, Knoepfe, Knopf, Zeile } from '../../komponenten/index.ts';
import { eingabe, frage } from '../../personal/anfrage.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';
import { abrechnungDeps } from '../abrechnung/handeln.ts';
import { type Nachricht, versuchAus } from '../abrechnung/versuch.ts';
import { sende, sendeVerboten, Unterseite } from '../rahmen.tsx';

const FELDER = ['leitwegId', 'ustId', 'steuernummer', 'ansprechpartner'] as const satisfies (keyof Rechnungsangaben)[];
const FORMULAR = 'rechnungsangaben';
type Werte = Record<(typeof FELDER)[number], string>;

/** GET /steuerung/rechnungsangaben: what invoices need of the own body beside its letterhead. */
export async function zeigeRechnungsangaben(
  deps: SeitenDeps,
  kraft: Kraft,
  anfrage: FastifyRequest,
  antwort: FastifyReply,
) {
  if (!darf(kraft, 'kontieren')) return sendeVerboten(deps, kraft, antwort);
  const da = await deps.db.transaktion(lesekontext(kraft), (tx) => readRechnungsangaben(tx, kraft.stelle));
  const werte = Object.fromEntries(FELDER.map((f) => [f, da?.[f] ?? ''])) as Werte;
  return sende(antwort, <Blatt deps={deps} kraft={kraft} werte={werte} getan={frage(anfrage, 'getan') !== ''} />);
}

/** POST /steuerung/rechnungsangaben: what was typed stays when it is refused. */
export async function speichereRechnungsangaben(
  deps: SeitenDeps,
  kraft: Kraft,
  anfrage: FastifyRequest,
  antwort: FastifyReply,
) {
  if (!darf(kraft, 'kontieren')) return sendeVerboten(deps, kraft, antwort);
  const werte = Object.fromEntries(FELDER.map((f) => [f, eingabe(anfrage, f)])) as Werte;
  const e = await setzeRechnungsangaben(abrechnungDeps(deps), kraft, werte);
  if (e.ok) return antwort.redirect('/steuerung/rechnungsangaben?getan=1', 303);
  const { versuch, status } = versuchAus(deps.t, anfrage, FORMULAR, FELDER, e);
  return sende(antwort, <Blatt deps={deps} kraft={kraft} werte={werte} versuch={versuch} />, status);
}

type Props = Nachricht & { deps: SeitenDeps; kraft: Kraft; werte: Werte };

function Blatt({ deps, kraft, werte, getan, versuch }: Props) {
  const { t } = deps;
  const titel = t('rechnung.angaben.titel');
  return (
    <Unterseite
      deps={deps}
      kraft={kraft}
      bereich="abrechnung"
      titel={titel}
      ueber={{ titel: t('abrechnung.titel'), weg: '/steuerung/abrechnung' }}
      fehler={fehlerOf(versuch)}
    >
      {getan && <Hinweis t={t} ton="success" titel={t('rechnung.angaben.getan')} />}
      <p>{t('rechnung.angaben.einleitung')}</p>
      <form class="haus-formular" method="post" action="/steuerung/rechnungsangaben" novalidate>
        {FELDER.map((f) => (
          <Zeile
            t={t}
            formular={FORMULAR}
            name={f}
            titel={t(`rechnung.angaben.${f}`)}
            hilfe={t(`rechnung.angaben.${f}Hilfe`)}
            wert={werte[f]}
            versuch={versuch}
            pflicht={f === 'ansprechpartner'}
          />
        ))}
        <Knoepfe>
          <Knopf rang="primary">{t('rechnung.angaben.speichern')}</Knopf>
        </Knoepfe>
      </form>
    </Unterseite>
  );
}
