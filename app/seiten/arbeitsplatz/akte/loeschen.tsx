import { formatDatum, parseLocalDate } from '@rathausverbund/fristen';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LOESCHGRUENDE, loescheVorgang } from '../../../akten/index.ts';
import { meldungOf } from '../../../base/meldungen/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { Hinweis, Kreuz } from '../../komponenten/index.ts';
import { eingabe, param } from '../../personal/anfrage.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { Rahmen, sende, sendeMeldung, sendeUnbekannt, sendeVerboten } from '../rahmen.tsx';
import { type Akte, ladeAkte } from './lade.ts';
import { type Vorhaben, Vorhabenseite } from './vorhaben.tsx';

export const LOESCHEN: Vorhaben = { art: 'loeschen', seite: 'loeschen' };

type Fehler = { meldung: string; ziel: string };

/** GET /arbeitsplatz/vorgang/:id/loeschen: what would go, why, and the button. */
export async function zeigeLoeschen(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const akte = await ladeAkte(deps, kraft, param(anfrage, 'id'));
  if (!akte) return sendeUnbekannt(deps, kraft, antwort);
  if (!akte.darfLoeschen) return sendeVerboten(deps, kraft, antwort);
  return sende(antwort, <LoeschSeite deps={deps} kraft={kraft} akte={akte} grund="" archiv={false} />);
}

/** POST: erases it, or says why not; what was chosen stays. */
export async function loescheAkte(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const { t } = deps;
  const akte = await ladeAkte(deps, kraft, param(anfrage, 'id'));
  if (!akte) return sendeUnbekannt(deps, kraft, antwort);
  const [grund, archiv] = [eingabe(anfrage, 'grund'), eingabe(anfrage, 'archiv') === 'ja'];
  const r = await loescheVorgang(
    { db: deps.db, protokoll: deps.protokoll, raeume: deps.loeschraeume },
    kraft,
    akte.zeile.id,
    { grund, archivAngeboten: archiv },
  );
  if (r.ok) return sende(antwort, <Geloescht deps={deps} kraft={kraft} am={r.vollstaendigAm} />);
  const m = meldungOf(t, r);
  const ziel = { 'loeschung.ohne-grund': 'grund', 'loeschung.archiv-offen': 'archiv' }[r.grund];
  if (!ziel) return sendeMeldung(deps, kraft, antwort, { titel: t('arbeitsplatz.loeschen.nicht'), ...m });
  const fehler = { meldung: m.text, ziel };
  return sende(antwort, <LoeschSeite {...{ deps, kraft, akte, grund, archiv, fehler }} />, m.status);
}

type Props = { deps: SeitenDeps; kraft: Kraft; akte: Akte; grund: string; archiv: boolean; fehler?: Fehler };

function LoeschSeite({ deps, kraft, akte, grund, archiv, fehler }: Props) {
  const { t } = deps;
  const folgen = (
    <>
      <p>{t('arbeitsplatz.loeschen.was', { aktenzeichen: akte.zeile.aktenzeichen })}</p>
      <p>{t('arbeitsplatz.loeschen.bleibt')}</p>
      <p>{t('arbeitsplatz.loeschen.buerger')}</p>
    </>
  );
  return (
    <Vorhabenseite {...LOESCHEN} {...{ deps, kraft, akte, folgen }} fehler={fehler ? [fehler] : []}>
      <fieldset class="kern-fieldset">
        <legend class="kern-label">{t('arbeitsplatz.loeschen.grund')}</legend>
        <div class="kern-fieldset__body">
          {Object.keys(LOESCHGRUENDE).map((g, i) => (
            <Kreuz
              art="radio"
              id={i === 0 ? 'grund' : `grund-${i}`}
              name="grund"
              wert={g}
              gewaehlt={g === grund}
              pflicht
              titel={t(`arbeitsplatz.loeschen.gruende.${g}`)}
            />
          ))}
        </div>
      </fieldset>
      <Kreuz
        art="checkbox"
        id="archiv"
        name="archiv"
        wert="ja"
        gewaehlt={archiv}
        pflicht
        titel={t('arbeitsplatz.loeschen.archiv')}
      />
    </Vorhabenseite>
  );
}

/** Says when the erasure is complete, and nothing of what was erased. */
function Geloescht({ deps, kraft, am }: { deps: SeitenDeps; kraft: Kraft; am: string }) {
  const { t } = deps;
  const tag = parseLocalDate(am);
  const titel = t('arbeitsplatz.loeschen.getan');
  return (
    <Rahmen deps={deps} kraft={kraft} bereich={null} titel={titel}>
      <h1>{titel}</h1>
      <Hinweis t={t} ton="success" titel={t('arbeitsplatz.loeschen.schluessel')}>
        <p>{t('arbeitsplatz.loeschen.vollstaendig', { tag: tag ? formatDatum(tag) : am })}</p>
        <p>
          <a href="/arbeitsplatz">{t('arbeitsplatz.zurEingangsliste')}</a>
        </p>
      </Hinweis>
    </Rahmen>
  );
}
