import type { AnfrageSpeicher } from '../../ports/index.ts';

/** A store in memory with the contract of the port: `remove` says true once. */
export function createSpeicher(): AnfrageSpeicher {
  const werte = new Map<string, string>();
  return {
    save: async (id, wert) => void werte.set(id, wert),
    get: async (id) => werte.get(id) ?? null,
    remove: async (id) => werte.delete(id),
  };
}
