import type { FastifyReply, FastifyRequest } from 'fastify';
import { isUuid, uuidv7 } from '../../../base/index.ts';
import { meldungOf } from '../../../base/meldungen/index.ts';
import { hatRolle } from '../../../konten/index.ts';
import { bescheidTag, trageWiderspruchEin, WIDERSPRUCH_LAENGE } from '../../../prozesse/index.ts';
import { WIDERSPRUCHSKANAELE } from '../../../vorgaenge/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import {
  Aufklappen,
  fehlerOf,
  Hinweis,
  Knoepfe,
  Knopf,
  KnopfLink,
  Mehrzeilig,
  type Texte,
  VersteckteFelder,
  type Versuch,
  Wahl,
  Zeile,
} from '../../komponenten/index.ts';
import { eingabe, param } from '../../personal/anfrage.ts';
import { liesTag, tagText } from '../../personal/zeit.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { sende, sendeMeldung, sendeUnbekannt, sendeVerboten, Unterseite } from '../rahmen.tsx';
import { type Akte, ladeAkte } from './lade.ts';

/** Refusals that the form can mend, and at which field. */
const FELD: Readonly<Record<string, 'eingang' | 'kanal' | 'text'>> = {
  'widerspruch.tag-ungueltig': 'eingang',
  'widerspruch.tag-zukunft': 'eingang',
  'widerspruch.tag-zu-frueh': 'eingang',
  'widerspruch.ohne-kanal': 'kanal',
  'widerspruch.leer': 'text',
  'widerspruch.zu-lang': 'text',
};

const wegTo = (vorgang: string) => `/arbeitsplatz/vorgang/${vorgang}`;

/** She works on it, has declared no conflict, there is something to contest, and nobody has entered one yet. */
const darfEintragen = (kraft: Kraft, { vorgang }: Akte): boolean =>
  vorgang.stelle === kraft.stelle &&
  hatRolle(kraft.rollen, 'sachbearbeitung', vorgang.leistung) &&
  !vorgang.befangen.includes(kraft.person) &&
  vorgang.widerspruch === null &&
  bescheidTag(vorgang) !== undefined;

/** GET /arbeitsplatz/vorgang/:id/widerspruch: what entering it means, and the form. */
export async function zeigeWiderspruch(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const akte = await ladeAkte(deps, kraft, param(anfrage, 'id'));
  if (!akte) return sendeUnbekannt(deps, kraft, antwort);
  if (!darfEintragen(kraft, akte)) return sendeVerboten(deps, kraft, antwort);
  const schluessel = uuidv7(deps.protokoll.uhr.jetzt());
  return sende(antwort, <WiderspruchSeite {...{ deps, kraft, akte, schluessel }} />);
}

/** POST: enters it, once however often it is sent; what was typed stays when it is refused. */
export async function nimmWiderspruchAuf(
  deps: SeitenDeps,
  kraft: Kraft,
  anfrage: FastifyRequest,
  antwort: FastifyReply,
) {
  const akte = await ladeAkte(deps, kraft, param(anfrage, 'id'));
  if (!akte) return sendeUnbekannt(deps, kraft, antwort);
  const [schluessel, eingang, kanal, text] = [
    eingabe(anfrage, 'schluessel'),
    eingabe(anfrage, 'eingang'),
    eingabe(anfrage, 'kanal'),
    eingabe(anfrage, 'text'),
  ];
  if (!isUuid(schluessel)) return sendeVerboten(deps, kraft, antwort);
  const eintrag = { schluessel, eingang: liesTag(eingang), kanal, text };
  const r = await trageWiderspruchEin(deps.aufgaben, kraft, akte.zeile.id, eintrag);
  if (r.ok) return antwort.redirect(wegTo(akte.zeile.id), 303);
  const m = meldungOf(deps.t, r);
  const feld = FELD[r.grund];
  if (!feld) return sendeMeldung(deps, kraft, antwort, { titel: deps.t('arbeitsplatz.widerspruch.nicht'), ...m });
  const versuch = { formular: 'widerspruch', werte: { eingang, kanal, text }, meldung: m.text, feld };
  return sende(antwort, <WiderspruchSeite {...{ deps, kraft, akte, schluessel, versuch }} />, m.status);
}

type Props = { deps: SeitenDeps; kraft: Kraft; akte: Akte; schluessel: string; versuch?: Versuch };

function WiderspruchSeite({ deps, kraft, akte, schluessel, versuch }: Props) {
  const { t } = deps;
  const { id, aktenzeichen } = akte.zeile;
  const v = { t, formular: 'widerspruch', versuch };
  return (
    <Unterseite
      deps={deps}
      kraft={kraft}
      bereich={null}
      titel={t('arbeitsplatz.widerspruch.frage', { aktenzeichen })}
      ueber={{ titel: aktenzeichen, weg: wegTo(id) }}
      fehler={fehlerOf(versuch)}
    >
      <ul class="haus-punkte">
        {['bleibt', 'loeschen', 'pruefung'].map((x) => (
          <li>{t(`arbeitsplatz.widerspruch.folge.${x}`)}</li>
        ))}
      </ul>
      <form class="haus-formular" method="post" action={`${wegTo(id)}/widerspruch`} novalidate>
        <VersteckteFelder felder={{ schluessel }} />
        <Zeile
          {...v}
          name="eingang"
          titel={t('arbeitsplatz.widerspruch.eingang')}
          hilfe={t('arbeitsplatz.widerspruch.eingangHilfe', { tag: tagText(bescheidTag(akte.vorgang) ?? '') })}
          breite="mittel"
          pflicht
        />
        <Wahl
          {...v}
          name="kanal"
          titel={t('arbeitsplatz.widerspruch.eingangsweg')}
          leer={t('arbeitsplatz.widerspruch.waehlen')}
          pflicht
          werte={WIDERSPRUCHSKANAELE.map((k) => ({ wert: k, titel: t(`arbeitsplatz.kanal.${k}`) }))}
        />
        <Mehrzeilig
          {...v}
          name="text"
          titel={t('arbeitsplatz.widerspruch.text')}
          hilfe={t('arbeitsplatz.widerspruch.textHilfe')}
          pflicht
          zeilen={3}
          maxLaenge={WIDERSPRUCH_LAENGE}
        />
        <Knoepfe>
          <Knopf rang="primary">{t('arbeitsplatz.widerspruch.knopf')}</Knopf>
          <KnopfLink rang="tertiary" weg={wegTo(id)}>
            {t('arbeitsplatz.widerspruch.abbrechen')}
          </KnopfLink>
        </Knoepfe>
      </form>
    </Unterseite>
  );
}

/** Above the case: that there is one, since when and how it came, and what this house cannot do with it yet. */
export function Widerspruchshinweis({ t, akte: { vorgang } }: { t: Texte; akte: Akte }) {
  const w = vorgang.widerspruch;
  if (!w) return null;
  const kanal = w.kanal && t('arbeitsplatz.widerspruch.kanal', { kanal: t(`arbeitsplatz.kanal.${w.kanal}`) });
  return (
    <Hinweis t={t} ton="warning" titel={t('arbeitsplatz.widerspruch.liegtVor', { tag: tagText(w.eingang) })}>
      <p>
        {kanal} {t('arbeitsplatz.widerspruch.grenze')}
      </p>
    </Hinweis>
  );
}

/** Beside the task, folded away: an objection came. */
export function WiderspruchLink({ deps: { t }, kraft, akte }: { deps: SeitenDeps; kraft: Kraft; akte: Akte }) {
  if (!darfEintragen(kraft, akte)) return null;
  return (
    <Aufklappen titel={t('arbeitsplatz.widerspruch.titel')}>
      <p>{t('arbeitsplatz.widerspruch.kurz')}</p>
      <KnopfLink weg={`${wegTo(akte.zeile.id)}/widerspruch`}>{t('arbeitsplatz.widerspruch.weiter')}</KnopfLink>
    </Aufklappen>
  );
}
