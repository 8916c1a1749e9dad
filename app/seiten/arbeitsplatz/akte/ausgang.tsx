import { parseTag } from '@rathausverbund/formular';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isUuid, uuidv7 } from '../../../base/index.ts';
import { meldungOf } from '../../../base/meldungen/index.ts';
import { schreibeWiderspruchFort, WIDERSPRUCH_LAENGE } from '../../../prozesse/index.ts';
import { laeuftWiderspruch, naechsteAusgaenge, type Widerspruch } from '../../../vorgaenge/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import {
  fehlerOf,
  Hinweis,
  Knoepfe,
  KnopfLink,
  Mehrzeilig,
  type Texte,
  VersteckteFelder,
  type Versuch,
  Wahl,
  Zeile,
} from '../../komponenten/index.ts';
import { eingabe, param } from '../../personal/anfrage.ts';
import { heuteOf, tagText } from '../../personal/zeit.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { arbeitetDaran } from '../berechtigung.ts';
import { sende, sendeMeldung, sendeUnbekannt, sendeVerboten } from '../rahmen.tsx';
import { type Akte, ladeAkte } from './lade.ts';
import { Folgen, type Vorhaben, Vorhabenseite, wegZurAkte } from './vorhaben.tsx';

const VORHABEN: Vorhaben = { art: 'ausgang', seite: 'ausgang' };

/** Refusals that the form can mend, and at which field. */
const FELD: Readonly<Record<string, 'ausgang' | 'tag' | 'text'>> = {
  'widerspruch.ohne-ausgang': 'ausgang',
  'widerspruch.ausgang-tag-ungueltig': 'tag',
  'widerspruch.ausgang-tag-zukunft': 'tag',
  'widerspruch.ausgang-tag-zu-frueh': 'tag',
  'widerspruch.ausgang-ohne-grund': 'text',
  'widerspruch.ausgang-zu-lang': 'text',
};

/** The objection whose outcome she may enter. */
const offenFuer = (kraft: Kraft, { vorgang }: Akte): Widerspruch | null =>
  arbeitetDaran(kraft, vorgang) ? vorgang.widerspruch : null;

/** GET /arbeitsplatz/vorgang/:id/ausgang: what entering it means, and the form. */
export async function zeigeAusgang(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const akte = await ladeAkte(deps, kraft, param(anfrage, 'id'));
  if (!akte) return sendeUnbekannt(deps, kraft, antwort);
  const w = offenFuer(kraft, akte);
  if (!w) return sendeVerboten(deps, kraft, antwort);
  const schluessel = uuidv7(deps.protokoll.uhr.jetzt());
  return sende(antwort, <AusgangSeite {...{ deps, kraft, akte, w, schluessel }} />);
}

/** POST: enters it, once however often it is sent; what was typed stays when it is refused. */
export async function nimmAusgangAuf(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const akte = await ladeAkte(deps, kraft, param(anfrage, 'id'));
  if (!akte) return sendeUnbekannt(deps, kraft, antwort);
  const w = offenFuer(kraft, akte);
  const [schluessel, ausgang, tag, text] = [
    eingabe(anfrage, 'schluessel'),
    eingabe(anfrage, 'ausgang'),
    eingabe(anfrage, 'tag'),
    eingabe(anfrage, 'text'),
  ];
  if (!w || !isUuid(schluessel)) return sendeVerboten(deps, kraft, antwort);
  const eintrag = { schluessel, ausgang, tag: parseTag(tag) ?? '', text };
  const r = await schreibeWiderspruchFort(deps.aufgaben, kraft, akte.zeile.id, eintrag);
  if (r.ok) return antwort.redirect(wegZurAkte(akte), 303);
  const m = meldungOf(deps.t, r);
  const feld = FELD[r.grund];
  if (!feld) return sendeMeldung(deps, kraft, antwort, { titel: deps.t('arbeitsplatz.ausgang.nicht'), ...m });
  const versuch = { formular: 'ausgang', werte: { ausgang, tag, text }, meldung: m.text, feld };
  return sende(antwort, <AusgangSeite {...{ deps, kraft, akte, w, schluessel, versuch }} />, m.status);
}

type Props = {
  deps: SeitenDeps;
  kraft: Kraft;
  akte: Akte;
  w: Widerspruch;
  schluessel: string;
  versuch?: Versuch;
};

function AusgangSeite({ deps, kraft, akte, w, schluessel, versuch }: Props) {
  const { t } = deps;
  const v = { t, formular: 'ausgang', versuch };
  const folgen = <Folgen t={t} art={VORHABEN.art} folgen={['bleibt', 'loeschen', 'bescheid']} />;
  return (
    <Vorhabenseite {...VORHABEN} {...{ deps, kraft, akte, folgen }} fehler={fehlerOf(versuch)}>
      <VersteckteFelder felder={{ schluessel }} />
      <Wahl
        {...v}
        name="ausgang"
        titel={t('arbeitsplatz.ausgang.wie')}
        leer={t('arbeitsplatz.ausgang.waehlen')}
        pflicht
        werte={naechsteAusgaenge(w).map((a) => ({ wert: a, titel: t(`arbeitsplatz.ausgang.art.${a}`) }))}
      />
      <Zeile
        {...v}
        name="tag"
        titel={t('arbeitsplatz.ausgang.tag')}
        hilfe={t('arbeitsplatz.ausgang.tagHilfe')}
        breite="mittel"
      />
      <Mehrzeilig
        {...v}
        name="text"
        titel={t('arbeitsplatz.ausgang.text')}
        hilfe={t('arbeitsplatz.ausgang.textHilfe')}
        zeilen={3}
        maxLaenge={WIDERSPRUCH_LAENGE}
      />
    </Vorhabenseite>
  );
}

/** Above the case: that there is one, since when and how it came, how it stands, and the way to say how it went on. */
export function Widerspruchshinweis({ deps, kraft, akte }: { deps: SeitenDeps; kraft: Kraft; akte: Akte }) {
  const { t } = deps;
  const w = akte.vorgang.widerspruch;
  if (!w) return null;
  const laeuft = laeuftWiderspruch(w);
  return (
    <Hinweis t={t} ton={laeuft ? 'warning' : 'info'} titel={titelOf(t, w)}>
      <p>{standOf(t, w, heuteOf(deps.protokoll.uhr))}</p>
      {offenFuer(kraft, akte) && (
        <Knoepfe>
          <KnopfLink rang={laeuft ? 'secondary' : 'tertiary'} weg={`${wegZurAkte(akte)}/${VORHABEN.seite}`}>
            {t(`arbeitsplatz.ausgang.${laeuft ? 'titel' : 'aendern'}`)}
          </KnopfLink>
        </Knoepfe>
      )}
    </Hinweis>
  );
}

function titelOf(t: Texte, { stand, eingang }: Widerspruch): string {
  if (!stand) return t('arbeitsplatz.widerspruch.liegtVor', { tag: tagText(eingang) });
  const ausgang = t(`arbeitsplatz.ausgang.art.${stand.ausgang}`);
  return t('arbeitsplatz.widerspruch.stand', { ausgang, tag: tagText(stand.tag) });
}

function standOf(t: Texte, { stand, eingang, kanal }: Widerspruch, heute: string): string {
  const saetze = [
    stand && t('arbeitsplatz.widerspruch.kam', { tag: tagText(eingang) }),
    kanal && t('arbeitsplatz.widerspruch.kanal', { kanal: t(`arbeitsplatz.kanal.${kanal}`) }),
    !stand && t('arbeitsplatz.widerspruch.laeuft'),
    stand?.ausgang === 'klage' && t('arbeitsplatz.widerspruch.klageLaeuft'),
    stand?.klageBis &&
      stand.klageBis >= heute &&
      t('arbeitsplatz.widerspruch.klageBis', { tag: tagText(stand.klageBis) }),
  ];
  return saetze.filter(Boolean).join(' ');
}
