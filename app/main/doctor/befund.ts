/** One thing that was looked at. A hint does no harm today; a fault keeps the installation from running, or its data from being safe. */
export interface Befund {
  stand: 'gut' | 'hinweis' | 'fehler';
  text: string;
  /** what to do about it */
  tun?: string;
}

export const gut = (text: string): Befund => ({ stand: 'gut', text });
export const hinweis = (text: string, tun?: string): Befund => ({ stand: 'hinweis', text, ...(tun ? { tun } : {}) });
export const fehler = (text: string, tun: string): Befund => ({ stand: 'fehler', text, tun });
