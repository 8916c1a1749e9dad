import { type FeldFehler, type parseSchritt, type Schritt, sichtbareFelder } from '@rathausverbund/formular';
import { parseLocalDate } from '@rathausverbund/fristen';
import { laeuftWiderspruch } from '../../../vorgaenge/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import {
  Aufklappen,
  Fehlerliste,
  Feld,
  Frist,
  feldId,
  feldwert,
  Hinweis,
  Knopf,
  Marke,
  NaechsterSchritt,
  VersteckteFelder,
} from '../../komponenten/index.ts';
import { heuteOf } from '../../personal/zeit.ts';
import { Geld } from './geld.tsx';
import type { Akte, OffeneAufgabe } from './lade.ts';

/** What was typed in a post that could not be carried out; it stays in the fields. */
export interface Versuch {
  readonly schritt: number;
  readonly antworten: ReturnType<typeof parseSchritt>['antworten'];
  readonly roh: Readonly<Record<string, string>>;
  readonly fehler: readonly FeldFehler[];
  readonly neu: readonly string[];
  /** refusal that belongs to no field */
  readonly meldung?: string;
}

type Props = { deps: SeitenDeps; akte: Akte; zurueck: string; versuch?: Versuch | undefined };

/** The next step of a case: each open task with its form, or who else may do it. */
export function Aufgaben(p: Props) {
  const { t } = p.deps;
  return (
    <>
      {p.akte.aufgaben.map((a) =>
        a.darf && !a.selbstFestgestellt && a.aufgabe ? <Bearbeiten {...p} offen={a} /> : <Fremd {...p} offen={a} />,
      )}
      {p.akte.aufgaben.length === 0 && (
        <NaechsterSchritt t={t} frist={FristOf(p)}>
          <p>{t(`arbeitsplatz.aufgabe.${nichts(p.akte.vorgang)}`)}</p>
        </NaechsterSchritt>
      )}
    </>
  );
}

/** Why nobody has a task here. */
function nichts({ abgeschlossen, widerspruch }: Akte['vorgang']): string {
  if (!abgeschlossen) return 'keine';
  return laeuftWiderspruch(widerspruch) ? 'widersprochen' : 'fertig';
}

function FristOf({ deps, akte }: Props) {
  const ende = akte.zeile.frist === null ? undefined : parseLocalDate(akte.zeile.frist);
  if (ende === undefined || akte.vorgang.abgeschlossen) return null;
  return <Frist t={deps.t} ende={ende} heute={heuteOf(deps.protokoll.uhr)} />;
}

function Bearbeiten(p: Props & { offen: OffeneAufgabe }) {
  const { deps, akte, zurueck, offen } = p;
  const { t } = deps;
  const versuch = p.versuch?.schritt === offen.schritt ? p.versuch : undefined;
  const [erste, ...weitere] = offen.aufgabe?.entscheidungen ?? [];
  const id = `aufgabe-${offen.schritt}`;
  return (
    <section class="haus-tisch__inhalt" aria-labelledby={`${id}-titel`}>
      <Fehlerliste t={t} fehler={(versuch?.fehler ?? []).map((f) => ({ meldung: f.meldung, ziel: feldId(f.feld) }))} />
      {versuch?.meldung && <Hinweis t={t} ton="warning" titel={versuch.meldung} />}
      {versuch && versuch.neu.length > 0 && versuch.fehler.length === 0 && (
        <Hinweis t={t} ton="info" titel={t('arbeitsplatz.aufgabe.neu')} />
      )}
      <h2 id={`${id}-titel`}>{offen.name}</h2>
      <form
        class="haus-formular"
        method="post"
        id={id}
        action={`/arbeitsplatz/vorgang/${akte.zeile.id}/aufgabe/${offen.schritt}`}
        novalidate
      >
        <VersteckteFelder felder={{ zurueck, element: offen.element }} />
        {offen.aufgabe?.art === 'anordnung' && <Geld deps={deps} akte={akte} />}
        {offen.aufgabe?.formular.schritte.map((s) => (
          <Blatt deps={deps} offen={offen} schritt={s} versuch={versuch} />
        ))}
        <NaechsterSchritt
          t={t}
          frist={FristOf(p)}
          selten={
            weitere.length > 0
              ? weitere.map((w) => (
                  <Knopf klein name="entscheidung" wert={w.schluessel}>
                    {w.beschriftung}
                  </Knopf>
                ))
              : null
          }
        >
          {erste && (
            <Knopf rang="primary" klein name="entscheidung" wert={erste.schluessel}>
              {erste.beschriftung}
            </Knopf>
          )}
        </NaechsterSchritt>
      </form>
    </section>
  );
}

/** One step of the form, open when something in it must be answered. */
function Blatt({
  deps: { t },
  offen,
  schritt,
  versuch,
}: {
  deps: SeitenDeps;
  offen: OffeneAufgabe;
  schritt: Schritt;
  versuch: Versuch | undefined;
}) {
  const formular = offen.aufgabe?.formular;
  if (!formular) return null;
  const antworten = versuch?.antworten ?? offen.vorgabe;
  const felder = sichtbareFelder(formular, schritt.id, antworten);
  const fehler = (id: string) => versuch?.fehler.find((f) => f.feld === id)?.meldung;
  const offenGezeigt =
    offen.aufgabe?.art === 'anordnung' ||
    felder.some((f) => f.pflicht || fehler(f.id) !== undefined || versuch?.neu.includes(f.id));
  return (
    <Aufklappen titel={schritt.titel} offen={offenGezeigt}>
      {schritt.hinweis && <p>{schritt.hinweis}</p>}
      <div class="haus-formular">
        {felder.map((feld) => (
          <Feld t={t} feld={feld} wert={feldwert(feld, antworten, versuch?.roh)} fehler={fehler(feld.id)} />
        ))}
      </div>
    </Aufklappen>
  );
}

/** A task of others: said, not hidden. */
function Fremd({ deps: { t, verzeichnis }, akte: { vorgang }, offen }: Props & { offen: OffeneAufgabe }) {
  const wer = offen.selbstFestgestellt
    ? t('arbeitsplatz.aufgabe.zweitePerson')
    : offen.gruppe === 'anordnung'
      ? t('arbeitsplatz.aufgabe.nurAnordnung', { name: verzeichnis.byId(vorgang.koerperschaft)?.name ?? '' })
      : t('arbeitsplatz.aufgabe.nurStelle', { name: verzeichnis.byId(vorgang.stelle)?.name ?? '' });
  return (
    <section class="haus-leer" aria-label={offen.name}>
      <p class="haus-leer__titel">
        {offen.name} <Marke ton="info">{t('arbeitsplatz.aufgabe.fremd')}</Marke>
      </p>
      <p>{wer}</p>
    </section>
  );
}
