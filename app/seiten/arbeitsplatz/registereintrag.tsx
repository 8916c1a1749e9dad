import { parseTag } from '@rathausverbund/formular';
import { addDays, type LocalDate, localDate } from '@rathausverbund/fristen';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isUuid } from '../../base/index.ts';
import { meldungOf } from '../../base/meldungen/index.ts';
import { beendeHaltung, setzeHaltungFort } from '../../prozesse/index.ts';
import { type Registerstand, readEintrag } from '../../register/index.ts';
import { findZeile } from '../../vorgaenge/index.ts';
import type { SeitenDeps } from '../deps.ts';
import { Angaben, fehlerOf, Hinweis, Knoepfe, Knopf, Tabelle, type Versuch, Zeile } from '../komponenten/index.ts';
import { eingabe, frage, param } from '../personal/anfrage.ts';
import { tagText, wann } from '../personal/zeit.ts';
import { type Kraft, lesekontext } from '../personal/zugang.ts';
import { type Akte, ladeAkte } from './akte/lade.ts';
import { arbeitetDaran, darfEinsehen } from './berechtigung.ts';
import { sende, sendeUnbekannt, Unterseite } from './rahmen.tsx';
import { readRegisterhaeuser, vermerkeRegister } from './registerhaeuser.ts';

/** The day before the first one outside. */
export const letzterTag = (ende: string): LocalDate => addDays(localDate(ende), -1);

interface Eintrag {
  staende: readonly Registerstand[];
  letzter: Registerstand;
  /** undefined: erased */
  akte: Akte | undefined;
}

/** A record, with its case as long as there is one; the reading is logged. */
async function ladeEintrag(deps: SeitenDeps, kraft: Kraft, id: string): Promise<Eintrag | undefined> {
  if (!isUuid(id)) return undefined;
  const gelesen = await deps.db.transaktion(lesekontext(kraft), async (tx) => {
    const haeuser = await readRegisterhaeuser(tx, kraft);
    const staende = await readEintrag(tx, haeuser.ids, id);
    const letzter = staende.at(-1);
    if (!letzter) return undefined;
    if (await findZeile(tx, letzter.vorgang)) return { staende, letzter, mitAkte: true };
    const basis = haeuser.basis(letzter.koerperschaft, letzter.leistung);
    if (!basis || !darfEinsehen(kraft.rollen, letzter.leistung)) return undefined;
    vermerkeRegister(tx, deps, [{ ...letzter, ...basis }]);
    return { staende, letzter, mitAkte: false };
  });
  if (!gelesen?.mitAkte) return gelesen && { ...gelesen, akte: undefined };
  const akte = await ladeAkte(deps, kraft, gelesen.letzter.vorgang);
  return akte && { ...gelesen, akte };
}

const wegTo = (id: string) => `/arbeitsplatz/register/${id}`;
/** The one form that fits: what ends can be ended once, and what has ended be taken back. */
const formularOf = (e: Eintrag) => (e.letzter.ende === null ? 'beenden' : 'fortsetzen');

/** Who works on cases of this Leistung in this house, and has declared no conflict. */
const darfAendern = (kraft: Kraft, { akte, letzter }: Eintrag): boolean =>
  akte !== undefined && letzter.art === 'hund' && arbeitetDaran(kraft, akte.vorgang);

/** GET /arbeitsplatz/register/:eintrag: one record, its states, and what may be done. */
export async function zeigeEintrag(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const e = await ladeEintrag(deps, kraft, param(anfrage, 'eintrag'));
  if (!e) return sendeUnbekannt(deps, kraft, antwort);
  return sende(antwort, <EintragSeite {...{ deps, kraft, e }} getan={frage(anfrage, 'getan') !== ''} />);
}

const FELD: Readonly<Record<string, string>> = {
  'register.ende-vor-beginn': 'tag',
  'register.ohne-grund': 'grund',
  'register.tag-ungueltig': 'tag',
  'register.tag-zukunft': 'tag',
};

/** POST: the end of the keeping, or that it was wrong; what was typed stays when it is refused. */
export async function aendereEintrag(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const e = await ladeEintrag(deps, kraft, param(anfrage, 'eintrag'));
  if (!e) return sendeUnbekannt(deps, kraft, antwort);
  const formular = eingabe(anfrage, 'aktion') === 'fortsetzen' ? 'fortsetzen' : 'beenden';
  const [tag = '', grund = ''] = ['tag', 'grund'].map((n) => eingabe(anfrage, n).slice(0, 500));
  const r =
    formular === 'fortsetzen'
      ? await setzeHaltungFort(deps.aufgaben, kraft, e.letzter.vorgang, grund)
      : await beendeHaltung(deps.aufgaben, kraft, e.letzter.vorgang, folgetag(tag), grund);
  if (r.ok) return antwort.redirect(`${wegTo(e.letzter.id)}?getan=1`, 303);
  const m = meldungOf(deps.t, r);
  const versuch = { formular, werte: { tag, grund }, meldung: m.text, feld: FELD[r.grund] ?? null };
  return sende(antwort, <EintragSeite {...{ deps, kraft, e, versuch }} />, m.status);
}

/** The first day without the dog; what is no day stays and is refused. */
function folgetag(getippt: string): string {
  const tag = parseTag(getippt);
  return tag ? addDays(tag, 1) : getippt;
}

type Props = { deps: SeitenDeps; kraft: Kraft; e: Eintrag; versuch?: Versuch; getan?: boolean };

function EintragSeite({ deps, kraft, e, versuch, getan }: Props) {
  const { t, verzeichnis } = deps;
  const { letzter } = e;
  const titel = t('arbeitsplatz.register.eintrag', { nummer: letzter.nummer });
  return (
    <Unterseite
      deps={deps}
      kraft={kraft}
      bereich="register"
      titel={titel}
      ueber={{ titel: t('arbeitsplatz.bereich.register'), weg: `/arbeitsplatz/register?art=${letzter.art}` }}
      fehler={fehlerOf(versuch)}
    >
      {getan && <Hinweis t={t} ton="success" titel={t('arbeitsplatz.register.getan')} />}
      <Angaben
        dicht
        angaben={[
          { name: t('arbeitsplatz.register.spalte.bezeichnung'), wert: letzter.bezeichnung },
          { name: t('arbeitsplatz.register.spalte.ort'), wert: verzeichnis.byId(letzter.oertlich)?.name },
          { name: t('arbeitsplatz.register.spalte.fuehrt'), wert: verzeichnis.byId(letzter.koerperschaft)?.name },
          {
            name: t('arbeitsplatz.register.vorgang'),
            wert: e.akte ? (
              <a href={`/arbeitsplatz/vorgang/${letzter.vorgang}`}>{e.akte.vorgang.aktenzeichen}</a>
            ) : (
              t('arbeitsplatz.register.vorgangGeloescht')
            ),
          },
        ]}
      />
      <Staende deps={deps} e={e} />
      {darfAendern(kraft, e) && <Aendern {...{ deps, e, versuch }} />}
    </Unterseite>
  );
}

const SPALTEN = ['gilt', 'ab', 'bis', 'eingetragen', 'grund'] as const;

/** Every state, the newest first: nothing disappears. */
function Staende({ deps: { t }, e }: Pick<Props, 'deps' | 'e'>) {
  const grundTo = (stand: number) =>
    e.akte?.ereignisse.find(({ ereignis: x }) => x.kind.startsWith('register.haltung-') && x.data['stand'] === stand)
      ?.ereignis.data['grund'] ?? '';
  return (
    <Tabelle
      id="staende"
      titel={t('arbeitsplatz.register.staende')}
      dicht
      stapeln
      spalten={SPALTEN.map((s, i) => ({ titel: t(`arbeitsplatz.register.stand.${s}`), zeilenkopf: i === 0 }))}
      zeilen={e.staende.toReversed().map((s, i) => ({
        zellen: [
          t(i === 0 ? 'arbeitsplatz.register.jetzt' : 'arbeitsplatz.register.frueher'),
          tagText(s.ab),
          s.ende === null ? t('arbeitsplatz.register.offen') : bisText(t, s),
          wann(t, s.eingetragen),
          String(grundTo(s.stand)),
        ],
      }))}
    />
  );
}

const bisText = (t: SeitenDeps['t'], s: Registerstand): string =>
  s.ende === s.ab ? t('arbeitsplatz.register.nie') : tagText(letzterTag(s.ende ?? ''));

function Aendern({ deps: { t }, e, versuch }: Pick<Props, 'deps' | 'e'> & { versuch?: Versuch | undefined }) {
  const formular = formularOf(e);
  const v = { t, formular, versuch };
  return (
    <section class="haus-abstand" aria-labelledby="aendern">
      <h2 id="aendern">{t(`arbeitsplatz.register.${formular}.titel`)}</h2>
      <p>{t(`arbeitsplatz.register.${formular}.text`)}</p>
      <form class="haus-formular" method="post" action={wegTo(e.letzter.id)} novalidate>
        {formular === 'beenden' && (
          <Zeile
            {...v}
            name="tag"
            titel={t('arbeitsplatz.register.beenden.tag')}
            hilfe={t('arbeitsplatz.register.beenden.tagHilfe', { tag: tagText(letzterTag(e.letzter.ab)) })}
            breite="mittel"
            pflicht
          />
        )}
        <Zeile
          {...v}
          name="grund"
          titel={t('arbeitsplatz.register.grund')}
          hilfe={t(`arbeitsplatz.register.${formular}.grundHilfe`)}
          pflicht
        />
        <Knoepfe>
          <Knopf rang="primary" name="aktion" wert={formular}>
            {t(`arbeitsplatz.register.${formular}.knopf`)}
          </Knopf>
        </Knoepfe>
      </form>
    </section>
  );
}
