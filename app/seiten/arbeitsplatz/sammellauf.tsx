import type { FastifyReply } from 'fastify';
import type { ComponentChildren } from 'preact';
import { meldungOf } from '../../base/meldungen/index.ts';
import type { Sammellauf } from '../../prozesse/index.ts';
import type { SeitenDeps } from '../deps.ts';
import {
  Hinweis,
  Knoepfe,
  Knopf,
  KnopfLink,
  Marke,
  Tabelle,
  type Texte,
  VersteckteFelder,
} from '../komponenten/index.ts';
import { mitFrage } from '../personal/anfrage.ts';
import { sende } from '../personal/antworten.tsx';
import { wann } from '../personal/zeit.ts';

/** Kind of a run; its texts have the same name. */
export type Laufart = 'probe' | 'umstellung' | 'abgabe';
type Lauf = Sammellauf<unknown>;

/** A sentence of the model stays as it is; a refusal is known by its code. */
export const grundText = (t: Texte, grund: string): string =>
  /^[a-z]+\.[a-z-]+$/.test(grund) ? meldungOf(t, { grund }).text : grund;

type StandProps = {
  deps: SeitenDeps;
  lauf: Lauf;
  art: Laufart;
  /** where its buttons go, and where it is seen again */
  adresse: string;
  weg: string;
  /** the page around it is older: a way to what it shows now */
  allein?: boolean;
};

/** Asked for by the script while a run goes on: only how far it is, so no case is read for it. */
export const nurStand = (weg: string): string => mitFrage(weg, 'nur', 'stand');

export const sendeStand = (antwort: FastifyReply, p: StandProps) => sende(antwort, <Laufstand {...p} allein />);

/** A page that shows a run may ask how far it is; nothing else changes against the server's policy. */
export const MIT_NACHFRAGE =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'";

/** How far a run in the background is, why cases stayed, and the buttons to stop it or go on. It tells itself anew where script runs. */
export function Laufstand(p: StandProps) {
  return (
    <>
      <div id="lauf" data-neu={p.lauf.stand === 'laeuft' ? nurStand(p.weg) : undefined}>
        <Stand {...p} />
      </div>
      <output id="lauf-ansage" class="kern-sr-only" />
    </>
  );
}

function Stand({ deps: { t }, lauf, art, adresse, weg, allein }: StandProps) {
  const gruende = Object.entries(lauf.gruende);
  const getan = lauf.gegangen + lauf.geblieben;
  const fertig = lauf.stand === 'fertig';
  return (
    <Hinweis
      t={t}
      ton={fertig ? (lauf.geblieben > 0 ? 'warning' : 'success') : 'info'}
      titel={t(`arbeitsplatz.lauf.${art}.${lauf.stand}`)}
    >
      <p>
        {t(`arbeitsplatz.lauf.${art}.zahlen`, {
          getan,
          gesamt: lauf.gesamt,
          gegangen: lauf.gegangen,
          geblieben: lauf.geblieben,
          seit: wann(t, lauf.begonnen),
        })}
      </p>
      {gruende.length > 0 && (
        <ul class="haus-punkte">
          {gruende.map(([grund, n]) => (
            <li>{t('arbeitsplatz.lauf.grund', { anzahl: n, grund: grundText(t, grund) })}</li>
          ))}
        </ul>
      )}
      {fertig && allein && (
        <Knoepfe>
          <KnopfLink weg={weg}>{t('arbeitsplatz.lauf.ergebnisse')}</KnopfLink>
        </Knoepfe>
      )}
      {!fertig && (
        <form method="post" action={adresse}>
          <progress value={getan} max={lauf.gesamt} aria-label={t('arbeitsplatz.lauf.fortschritt')} />
          <VersteckteFelder felder={{ lauf: lauf.id }} />
          <Knoepfe>
            <KnopfLink weg={weg}>{t('arbeitsplatz.lauf.neuLaden')}</KnopfLink>
            <Knopf name="was" wert={lauf.stand === 'laeuft' ? 'anhalten' : 'fortsetzen'}>
              {t(`arbeitsplatz.lauf.${lauf.stand === 'laeuft' ? 'anhalten' : 'fortsetzen'}`)}
            </Knopf>
          </Knoepfe>
        </form>
      )}
    </Hinweis>
  );
}

type LaeufeProps<L extends Lauf> = {
  deps: SeitenDeps;
  titel: string;
  laeufe: readonly L[];
  /** what the run is about, as a link to it */
  worum: { titel: string; zelle(l: L): ComponentChildren };
  artOf(l: L): Laufart;
};

/** Runs of the house, running and done, so that one can leave the page and find them again. */
export function Laeufe<L extends Lauf>({ deps: { t }, titel, laeufe, worum, artOf }: LaeufeProps<L>) {
  if (laeufe.length === 0) return null;
  return (
    <Tabelle
      id="laeufe"
      titel={titel}
      dicht
      stapeln
      spalten={[
        { titel: worum.titel, zeilenkopf: true },
        ...['was', 'seit', 'stand', 'zahl'].map((s) => ({ titel: t(`arbeitsplatz.lauf.spalte.${s}`) })),
      ]}
      zeilen={laeufe.map((l) => ({
        zellen: [
          worum.zelle(l),
          t(`arbeitsplatz.lauf.${artOf(l)}.name`),
          wann(t, l.begonnen),
          <Marke ton={l.stand === 'fertig' ? 'success' : 'info'}>{t(`arbeitsplatz.lauf.stand.${l.stand}`)}</Marke>,
          t('arbeitsplatz.lauf.kurz', {
            getan: l.gegangen + l.geblieben,
            gesamt: l.gesamt,
            geblieben: l.geblieben,
          }),
        ],
      }))}
    />
  );
}
