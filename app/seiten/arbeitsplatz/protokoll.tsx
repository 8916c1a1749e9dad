import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Kontext } from '../../base/index.ts';
import { meldungOf } from '../../base/meldungen/index.ts';
import { hatRolle } from '../../konten/index.ts';
import { eroeffneEpoche, type ProtokollStand, readProtokolle } from '../../nachweise/index.ts';
import type { SeitenDeps } from '../deps.ts';
import {
  Angaben,
  Fehlerliste,
  fehlerOf,
  Hinweis,
  Knoepfe,
  Knopf,
  LeererZustand,
  Mehrzeilig,
  type Versuch,
} from '../komponenten/index.ts';
import { eingabe } from '../personal/anfrage.ts';
import { wann } from '../personal/zeit.ts';
import { type Kraft, lesekontext } from '../personal/zugang.ts';
import { Rahmen, sende, sendeVerboten } from './rahmen.tsx';

const HOECHSTENS = 2000;

/** Only the head of the own house opens an epoch: it is what a stopped log waits for. */
const darf = (kraft: Kraft): boolean => hatRolle(kraft.rollen, 'leitung', '*');

const readStand = async (deps: SeitenDeps, kraft: Kraft): Promise<ProtokollStand | undefined> =>
  (await deps.db.transaktion(lesekontext(kraft), (tx) => readProtokolle(tx, { koerperschaft: kraft.stelle }))).at(-1);

/** GET /arbeitsplatz/protokoll: the log of the own body, and how it goes on when it was stopped. */
export async function zeigeProtokoll(deps: SeitenDeps, kraft: Kraft, _anfrage: FastifyRequest, antwort: FastifyReply) {
  if (!darf(kraft)) return sendeVerboten(deps, kraft, antwort);
  return sende(antwort, <Seite deps={deps} kraft={kraft} stand={await readStand(deps, kraft)} />);
}

/** POST: opens the next epoch, or says why not; the reason that was typed stays. */
export async function eroeffne(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  if (!darf(kraft)) return sendeVerboten(deps, kraft, antwort);
  const grund = eingabe(anfrage, 'grund').slice(0, HOECHSTENS).trim();
  const kontext: Kontext = {
    ...lesekontext(kraft),
    handelndFuer: kraft.stelle,
    grundlage: {
      vereinbarung: null,
      norm: deps.t('arbeitsplatz.protokoll.norm'),
      aufgabe: deps.t('arbeitsplatz.protokoll.aufgabe'),
      zweck: deps.t('arbeitsplatz.protokoll.zweck'),
    },
  };
  const r = await eroeffneEpoche(deps.db, deps.protokoll, kontext, {
    koerperschaft: kraft.stelle,
    grund,
    actor: { pseudonym: kraft.person, role: 'leitung', loa: null },
  });
  const stand = await readStand(deps, kraft);
  if (r.ok) return sende(antwort, <Seite deps={deps} kraft={kraft} stand={stand} neu={r.epoche} />);
  const m = meldungOf(deps.t, r);
  const versuch = { formular: 'epoche', werte: { grund }, meldung: m.text, feld: 'grund' };
  return sende(antwort, <Seite deps={deps} kraft={kraft} stand={stand} versuch={versuch} />, m.status);
}

type Props = {
  deps: SeitenDeps;
  kraft: Kraft;
  stand: ProtokollStand | undefined;
  versuch?: Versuch;
  /** just opened */
  neu?: number;
};

function Seite({ deps, kraft, stand, versuch, neu }: Props) {
  const { t } = deps;
  const titel = t('arbeitsplatz.protokoll.titel');
  const ags = deps.verzeichnis.byId(kraft.stelle)?.ags ?? '';
  return (
    <Rahmen deps={deps} kraft={kraft} bereich={null} titel={titel} fehler={versuch !== undefined}>
      <Fehlerliste t={t} fehler={fehlerOf(versuch)} />
      <h1>{titel}</h1>
      {neu !== undefined && (
        <Hinweis t={t} ton="success" titel={t('arbeitsplatz.protokoll.eroeffnet', { epoche: neu })}>
          <p>{t('arbeitsplatz.protokoll.eroeffnetText')}</p>
        </Hinweis>
      )}
      {stand === undefined ? (
        <LeererZustand titel={t('arbeitsplatz.protokoll.keines')} />
      ) : (
        <>
          {stand.angehalten !== null && neu === undefined && (
            <Hinweis t={t} ton="danger" titel={t('arbeitsplatz.protokoll.steht')}>
              <p>{stand.angehalten}</p>
              <p>{t('arbeitsplatz.protokoll.stehtText')}</p>
            </Hinweis>
          )}
          <Angaben
            dicht
            angaben={[
              { name: t('arbeitsplatz.protokoll.epoche'), wert: String(stand.epoche) },
              { name: t('arbeitsplatz.protokoll.eintraege'), wert: String(stand.groesse) },
              { name: t('arbeitsplatz.protokoll.bezeugt'), wert: String(stand.bezeugt) },
              ...(stand.at ? [{ name: t('arbeitsplatz.protokoll.letzter'), wert: wann(t, stand.at) }] : []),
            ]}
          />
          <p>
            <a href={`/protokoll/${ags}`}>{t('arbeitsplatz.protokoll.ansehen')}</a>
          </p>
          <form class="haus-formular" method="post" action="/arbeitsplatz/protokoll" novalidate>
            <h2>{t('arbeitsplatz.protokoll.neu')}</h2>
            <p>{t('arbeitsplatz.protokoll.neuText')}</p>
            <Mehrzeilig
              t={t}
              formular="epoche"
              name="grund"
              titel={t('arbeitsplatz.protokoll.grund')}
              hilfe={t('arbeitsplatz.protokoll.grundHilfe')}
              zeilen={4}
              maxLaenge={HOECHSTENS}
              versuch={versuch}
            />
            <Knoepfe>
              <Knopf rang={stand.angehalten === null ? 'secondary' : 'primary'}>
                {t('arbeitsplatz.protokoll.knopf')}
              </Knopf>
            </Knoepfe>
          </form>
        </>
      )}
    </Rahmen>
  );
}
