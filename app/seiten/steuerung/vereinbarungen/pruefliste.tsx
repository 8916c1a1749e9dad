import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Texte } from '../../../base/index.ts';
import { bereitschaft, type Pruefpunkt, phaseOf, pruefliste } from '../../../vereinbarungen/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { Karte, Karten, LeererZustand, Marke, Tabelle } from '../../komponenten/index.ts';
import { tagText } from '../../personal/zeit.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { darfHinein, sende, sendeVerboten } from '../rahmen.tsx';
import { type Blatt, readBlaetter } from './laden.ts';
import { WEG } from './liste.tsx';
import { Vereinbarungsseite } from './seite.tsx';
import { leistungenText, Standmarke } from './teile.tsx';

const VORBEI = new Set(['beendet', 'zurueckgezogen']);

/** GET /steuerung/vereinbarungen/pruefliste: of every agreement what is set up, what is switched on, and what is missing. */
export async function zeigePruefliste(deps: SeitenDeps, kraft: Kraft, _anfrage: FastifyRequest, antwort: FastifyReply) {
  const { t } = deps;
  if (!darfHinein(kraft, 'vereinbarungen')) return sendeVerboten(deps, kraft, antwort);
  const blaetter = (await readBlaetter(deps, kraft)).filter((b) => !VORBEI.has(phaseOf(b.stand, b.heute)));
  return sende(
    antwort,
    <Vereinbarungsseite deps={deps} kraft={kraft} titel={t('vereinbarungen.pruefliste.titel')}>
      <p>{t('vereinbarungen.pruefliste.einleitung')}</p>
      {blaetter.length === 0 ? (
        <LeererZustand titel={t('vereinbarungen.keine')} />
      ) : (
        <Karten breit>
          {blaetter.map((b) => (
            <Karte
              titel={`${leistungenText(b)}, ${b.namen.auftraggeber} → ${b.namen.auftragnehmer}`}
              weg={`${WEG}/${b.stand.id}`}
              oben={<Standmarke t={t} blatt={b} />}
            >
              <Kurzliste t={t} blatt={b} />
            </Karte>
          ))}
        </Karten>
      )}
    </Vereinbarungsseite>,
  );
}

function Kurzliste({ t, blatt }: { t: Texte; blatt: Pick<Blatt, 'stand' | 'namen'> }) {
  const punkte = pruefliste(blatt.stand, { siegelTest: true });
  const fehlt = punkte.filter((p) => p.stand === 'fehlt');
  const name = (p: Pruefpunkt) => punktName(t, p, blatt.namen);
  return (
    <>
      <p>
        <strong>{t(`vereinbarungen.bereitschaft.${bereitschaft(blatt.stand)}`)}</strong>{' '}
        {t('vereinbarungen.pruefliste.zahl', { da: punkte.length - fehlt.length, alle: punkte.length })}
      </p>
      {fehlt.length > 0 && (
        <>
          <p>{t('vereinbarungen.pruefliste.fehlt')}</p>
          <ul class="haus-punkte">
            {fehlt.map((p) => (
              <li>
                {name(p)} {p.pflicht && <Marke ton="danger">{t('vereinbarungen.pruefliste.muss')}</Marke>}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

const punktName = (t: Texte, p: Pruefpunkt, namen: Blatt['namen']): string =>
  p.seite === null ? t(`vereinbarungen.punkt.${p.was}`) : `${t(`vereinbarungen.punkt.${p.was}`)}: ${namen[p.seite]}`;

/** "11.11.2024, SR 11/2024" */
const beleg = (text: string | null): string =>
  (text ?? '').replace(/^(\d{4}-\d{2}-\d{2})( ?)/, (_, tag: string, mehr: string) => `${tagText(tag)}${mehr && ', '}`);

/** All points of one agreement. */
export function Punkte({ t, blatt }: { t: Texte; blatt: Pick<Blatt, 'stand' | 'namen'> }) {
  return (
    <Tabelle
      id="pruefliste"
      titel={t('vereinbarungen.pruefliste.titel')}
      titelVersteckt
      dicht
      stapeln
      spalten={['punkt', 'stand', 'beleg'].map((s, i) => ({
        titel: t(`vereinbarungen.pruefliste.${s}`),
        zeilenkopf: i === 0,
      }))}
      zeilen={pruefliste(blatt.stand, { siegelTest: true }).map((p) => ({
        zellen: [
          punktName(t, p, blatt.namen),
          <Marke ton={p.stand === 'da' ? 'success' : p.stand === 'fehlt' && p.pflicht ? 'danger' : 'warning'}>
            {t(
              p.stand === 'fehlt' && !p.pflicht
                ? 'vereinbarungen.punktstand.offen'
                : `vereinbarungen.punktstand.${p.stand}`,
            )}
          </Marke>,
          beleg(p.beleg),
        ],
      }))}
    />
  );
}
