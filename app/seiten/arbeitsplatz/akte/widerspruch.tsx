import { parseTag } from '@rathausverbund/formular';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isUuid, uuidv7 } from '../../../base/index.ts';
import { meldungOf } from '../../../base/meldungen/index.ts';
import { bescheidTag, trageWiderspruchEin, WIDERSPRUCH_LAENGE } from '../../../prozesse/index.ts';
import { laeuftWiderspruch, WIDERSPRUCHSKANAELE } from '../../../vorgaenge/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { fehlerOf, Mehrzeilig, VersteckteFelder, type Versuch, Wahl, Zeile } from '../../komponenten/index.ts';
import { eingabe, param } from '../../personal/anfrage.ts';
import { tagText } from '../../personal/zeit.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { arbeitetDaran } from '../berechtigung.ts';
import { sende, sendeMeldung, sendeUnbekannt, sendeVerboten } from '../rahmen.tsx';
import { type Akte, ladeAkte } from './lade.ts';
import { Folgen, type Vorhaben, VorhabenLink, Vorhabenseite, wegZurAkte } from './vorhaben.tsx';

const VORHABEN: Vorhaben = { art: 'widerspruch', seite: 'widerspruch' };

/** Refusals that the form can mend, and at which field. */
const FELD: Readonly<Record<string, 'eingang' | 'kanal' | 'text'>> = {
  'widerspruch.tag-ungueltig': 'eingang',
  'widerspruch.tag-zukunft': 'eingang',
  'widerspruch.tag-zu-frueh': 'eingang',
  'widerspruch.ohne-kanal': 'kanal',
  'widerspruch.leer': 'text',
  'widerspruch.zu-lang': 'text',
};

/** She works on it, there is something to contest, and none runs. */
const darfEintragen = (kraft: Kraft, { vorgang }: Akte): boolean =>
  arbeitetDaran(kraft, vorgang) && !laeuftWiderspruch(vorgang.widerspruch) && bescheidTag(vorgang) !== undefined;

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
  const eintrag = { schluessel, eingang: parseTag(eingang) ?? '', kanal, text };
  const r = await trageWiderspruchEin(deps.aufgaben, kraft, akte.zeile.id, eintrag);
  if (r.ok) return antwort.redirect(wegZurAkte(akte), 303);
  const m = meldungOf(deps.t, r);
  const feld = FELD[r.grund];
  if (!feld) return sendeMeldung(deps, kraft, antwort, { titel: deps.t('arbeitsplatz.widerspruch.nicht'), ...m });
  const versuch = { formular: 'widerspruch', werte: { eingang, kanal, text }, meldung: m.text, feld };
  return sende(antwort, <WiderspruchSeite {...{ deps, kraft, akte, schluessel, versuch }} />, m.status);
}

type Props = { deps: SeitenDeps; kraft: Kraft; akte: Akte; schluessel: string; versuch?: Versuch };

function WiderspruchSeite({ deps, kraft, akte, schluessel, versuch }: Props) {
  const { t } = deps;
  const v = { t, formular: 'widerspruch', versuch };
  const folgen = <Folgen t={t} art={VORHABEN.art} folgen={['bleibt', 'loeschen', 'pruefung']} />;
  return (
    <Vorhabenseite {...VORHABEN} {...{ deps, kraft, akte, folgen }} fehler={fehlerOf(versuch)}>
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
    </Vorhabenseite>
  );
}

/** Beside the task, folded away: an objection came. */
export function WiderspruchLink({ deps: { t }, kraft, akte }: { deps: SeitenDeps; kraft: Kraft; akte: Akte }) {
  return darfEintragen(kraft, akte) ? <VorhabenLink {...VORHABEN} {...{ t, akte }} /> : null;
}
