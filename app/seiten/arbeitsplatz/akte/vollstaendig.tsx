import type { Vollstaendigkeit } from '../../../nachweise/index.ts';
import { Hinweis, type Texte } from '../../komponenten/index.ts';

/** One sentence on the whole file: nothing missing, everything in the log; or exactly where it is not so. */
export function Vollstaendig({ t, v }: { t: Texte; v: Vollstaendigkeit }) {
  const { ereignisse: anzahl, bezeugt } = v;
  if (v.luecken.length > 0 || v.widerspruch.length > 0) {
    const stellen = [...new Set([...v.luecken, ...v.widerspruch])].sort((a, b) => a - b).join(', ');
    return (
      <Hinweis t={t} ton="danger" titel={t('arbeitsplatz.vollstaendig.nein')}>
        <p>{t('arbeitsplatz.vollstaendig.neinText', { stellen })}</p>
      </Hinweis>
    );
  }
  const alle = bezeugt === anzahl;
  return (
    <Hinweis t={t} ton={alle ? 'success' : 'info'} titel={t('arbeitsplatz.vollstaendig.ja', { anzahl })}>
      <p>{t(alle ? 'arbeitsplatz.vollstaendig.jaText' : 'arbeitsplatz.vollstaendig.offen', { bezeugt, anzahl })}</p>
    </Hinweis>
  );
}
