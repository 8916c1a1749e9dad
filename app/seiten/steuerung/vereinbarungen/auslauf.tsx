import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Ablehnung, isUuid } from '../../../base/index.ts';
import { meldungOf } from '../../../base/meldungen/index.ts';
import { vermerkeLesen } from '../../../nachweise/index.ts';
import { auslaufOf, gehe } from '../../../vereinbarungen/index.ts';
import {
  benenneFuerAuslauf,
  type EingangsZeile,
  findZeile,
  HOECHSTENS,
  readBenennbare,
} from '../../../vorgaenge/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import {
  Angaben,
  Hinweis,
  Knoepfe,
  Knopf,
  Kreuz,
  LeererZustand,
  ortszeit,
  Suchfeld,
  Tabelle,
  VersteckteFelder,
} from '../../komponenten/index.ts';
import { eingabe, eins, frage, param } from '../../personal/anfrage.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';
import { sende, sendeVerboten } from '../rahmen.tsx';
import { type Blatt, darfHandeln, gegenseite, readBlatt } from './laden.ts';
import { WEG } from './liste.tsx';
import { sendeUnbekannt } from './routes.tsx';
import { Vereinbarungsseite } from './seite.tsx';
import { leistungenText, letzterTag } from './teile.tsx';

interface Lage {
  blatt: Blatt;
  benannt: readonly EingangsZeile[];
  /** named, and not to be seen any more: deleted, or on the other side of an end */
  verborgen: number;
  treffer: readonly EingangsZeile[];
  suche: string;
}
type Props = { deps: SeitenDeps; kraft: Kraft; lage: Lage; getan?: string; nein?: Ablehnung };

/** What the page shows is logged as read, like every list of Vorgaenge. */
async function ladeLage(deps: SeitenDeps, kraft: Kraft, blatt: Blatt, suche: string): Promise<Lage> {
  const { t, protokoll } = deps;
  return deps.db.transaktion(lesekontext(kraft), async (tx) => {
    const { stand } = blatt;
    const zeilen = await Promise.all(stand.auslauf.map((id) => findZeile(tx, id)));
    const benannt = zeilen.filter((z) => z !== undefined);
    const alle = blatt.seite === 'auftraggeber' ? await readBenennbare(tx, stand, { suche }) : [];
    const treffer = alle.filter((z) => !stand.auslauf.includes(z.id));
    const gelesen = [...benannt, ...treffer].map((z) => z.id);
    if (gelesen.length > 0)
      vermerkeLesen(tx, protokoll.uhr, stand.parteien.auftraggeber, gelesen, {
        vereinbarung: blatt.seite === 'auftraggeber' ? null : stand.id,
        norm: benannt[0]?.basis.norm ?? null,
        aufgabe: t('vereinbarungen.auslauf.titel'),
        zweck: t('vereinbarungen.auslauf.zweck'),
      });
    return { blatt, benannt, verborgen: zeilen.length - benannt.length, treffer, suche };
  });
}

const sucheAus = (text: string): string => text.trim().slice(0, 60);

/** GET /steuerung/vereinbarungen/:id/auslauf?q=…: which Vorgaenge the other side still finishes after the end, and the search for more. */
export async function zeigeAuslauf(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const blatt = await readBlatt(deps, kraft, param(anfrage, 'id'));
  if (!blatt) return sendeUnbekannt(deps, kraft, antwort);
  if (!darfHandeln(kraft)) return sendeVerboten(deps, kraft, antwort);
  const lage = await ladeLage(deps, kraft, blatt, sucheAus(frage(anfrage, 'q')));
  return sende(antwort, <AuslaufSeite deps={deps} kraft={kraft} lage={lage} getan={frage(anfrage, 'getan')} />);
}

/** POST: names what was ticked, or strikes one from the list. Refused, the page comes back with the search as it was. */
export async function handleAuslauf(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const id = param(anfrage, 'id');
  const blatt = await readBlatt(deps, kraft, id);
  if (!blatt) return sendeUnbekannt(deps, kraft, antwort);
  if (!darfHandeln(kraft)) return sendeVerboten(deps, kraft, antwort);
  const d = { db: deps.db, protokoll: deps.protokoll };
  const streichen = eingabe(anfrage, 'streichen');
  const e = isUuid(streichen)
    ? await gehe(d, { koerperschaft: kraft.stelle, person: kraft.person }, id, {
        art: 'streichen',
        vorgaenge: [streichen],
      })
    : await benenneFuerAuslauf(d, kraft, id, gewaehlte(anfrage));
  if (e.ok) return antwort.redirect(`${WEG}/${id}/auslauf?getan=${isUuid(streichen) ? 'streichen' : 'benennen'}`, 303);
  const lage = await ladeLage(deps, kraft, blatt, sucheAus(eingabe(anfrage, 'q')));
  return sende(antwort, <AuslaufSeite deps={deps} kraft={kraft} lage={lage} nein={e} />, meldungOf(deps.t, e).status);
}

function gewaehlte(anfrage: FastifyRequest): string[] {
  const namen = Object.keys((anfrage.body as Record<string, unknown> | null) ?? {});
  return namen
    .flatMap((n) => (n.startsWith('v.') && eins(anfrage.body, n) === 'ja' ? [n.slice(2)] : []))
    .filter(isUuid)
    .slice(0, HOECHSTENS);
}

function AuslaufSeite(p: Props) {
  const { deps, kraft, lage, getan, nein } = p;
  const { t } = deps;
  const { blatt } = lage;
  const a = auslaufOf(blatt.stand);
  const offen = a.ok && blatt.heute < a.bis && blatt.seite === 'auftraggeber';
  return (
    <Vereinbarungsseite
      deps={deps}
      kraft={kraft}
      titel={t('vereinbarungen.auslauf.titel')}
      ueberschrift={t('vereinbarungen.auslauf.ueberschrift', {
        leistung: leistungenText(blatt),
        haus: blatt.namen[gegenseite(blatt.seite)],
      })}
      fehler={nein ? [{ meldung: meldungOf(t, nein).text }] : []}
    >
      {(getan === 'benennen' || getan === 'streichen') && (
        <Hinweis t={t} ton="success" titel={t(`vereinbarungen.auslauf.getan.${getan}`)} />
      )}
      <p>
        <a href={`${WEG}/${blatt.stand.id}`}>{blatt.fassung.inhalt.titel}</a>
      </p>
      {a.ok ? (
        <Angaben
          dicht
          angaben={[
            { name: t('vereinbarungen.auslauf.ende'), wert: letzterTag(a.ende) },
            {
              name: t('vereinbarungen.auslauf.monate'),
              wert: t('vereinbarungen.auslauf.klausel', { monate: a.monate }),
            },
            { name: t('vereinbarungen.auslauf.bis'), wert: letzterTag(a.bis) },
          ]}
        />
      ) : (
        <LeererZustand titel={meldungOf(t, a).text} />
      )}
      {a.ok && <p>{t(offen ? 'vereinbarungen.auslauf.text' : 'vereinbarungen.auslauf.textNurLesen')}</p>}
      {a.ok && <Benannte {...p} darfStreichen={offen} />}
      {offen && <Auswahl {...p} />}
    </Vereinbarungsseite>
  );
}

function Benannte({ deps, lage, darfStreichen }: Props & { darfStreichen: boolean }) {
  const { t, katalog } = deps;
  const { benannt, verborgen } = lage;
  return (
    <>
      <h2>{t('vereinbarungen.auslauf.benannt')}</h2>
      <Tabelle
        id="benannt"
        titel={t('vereinbarungen.auslauf.benannt')}
        titelVersteckt
        dicht
        stapeln
        leer={t('vereinbarungen.auslauf.keine')}
        spalten={[...SPALTEN, ...(darfStreichen ? ['aktion'] : [])].map((s, i) => ({
          titel: t(`vereinbarungen.auslauf.spalte.${s}`),
          zeilenkopf: i === 0,
        }))}
        zeilen={benannt.map((z) => ({
          zellen: [
            <a href={`/arbeitsplatz/vorgang/${z.id}`}>{z.aktenzeichen}</a>,
            katalog.name(z.leistung),
            z.betreff,
            ortszeit(z.eingegangen).tag,
            t(`vereinbarungen.auslauf.stand.${z.stand}`),
            ...(darfStreichen
              ? [
                  <form method="post" action={`${WEG}/${lage.blatt.stand.id}/auslauf`}>
                    <VersteckteFelder felder={{ streichen: z.id }} />
                    <Knopf klein>
                      {t('vereinbarungen.auslauf.streichen')}
                      <span class="kern-sr-only"> {z.aktenzeichen}</span>
                    </Knopf>
                  </form>,
                ]
              : []),
          ],
        }))}
      />
      {verborgen > 0 && <p>{t('vereinbarungen.auslauf.verborgen', { anzahl: verborgen })}</p>}
    </>
  );
}

const SPALTEN = ['aktenzeichen', 'leistung', 'betreff', 'eingang', 'stand'] as const;

function Auswahl({ deps, lage }: Props) {
  const { t, katalog } = deps;
  const { blatt, treffer, suche } = lage;
  const weg = `${WEG}/${blatt.stand.id}/auslauf`;
  return (
    <>
      <h2>{t('vereinbarungen.auslauf.weitere')}</h2>
      <Suchfeld
        t={t}
        weg={weg}
        beschriftung={t('vereinbarungen.auslauf.suche')}
        hilfe={t('vereinbarungen.auslauf.suchhilfe')}
        wert={suche}
        id="auslauf-suche"
      />
      {treffer.length === 0 ? (
        <LeererZustand
          titel={t(suche === '' ? 'vereinbarungen.auslauf.keineOffen' : 'vereinbarungen.auslauf.keineTreffer')}
        />
      ) : (
        <form class="haus-formular" method="post" action={weg} novalidate>
          <VersteckteFelder felder={{ q: suche }} />
          <fieldset class="kern-fieldset">
            <legend class="kern-label">{t('vereinbarungen.auslauf.wahl')}</legend>
            <div class="kern-fieldset__body">
              {treffer.map((z) => (
                <Kreuz
                  art="checkbox"
                  id={`vorgang-${z.id}`}
                  name={`v.${z.id}`}
                  wert="ja"
                  titel={[z.aktenzeichen, katalog.name(z.leistung), z.betreff].filter(Boolean).join(', ')}
                />
              ))}
            </div>
          </fieldset>
          {treffer.length >= HOECHSTENS && <p>{t('vereinbarungen.auslauf.mehr', { anzahl: HOECHSTENS })}</p>}
          <Knoepfe>
            <Knopf rang="primary">{t('vereinbarungen.auslauf.benennen')}</Knopf>
          </Knoepfe>
        </form>
      )}
    </>
  );
}
