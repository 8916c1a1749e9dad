import pg from 'pg';
import type { Rolle, Zugang } from '../base/index.ts';

/** Where the database is: a socket folder or a host. */
export interface Ort {
  host: string;
  port: number;
  database: string;
  ssl?: boolean;
}

export const alsRolle = (ort: Ort, zugang: Zugang, rolle: Rolle): pg.PoolConfig => ({
  ...ort,
  user: `${zugang.praefix}_${rolle}`,
  password: zugang.kennwoerter[rolle],
  application_name: `rathausverbund-${rolle}`,
});

export async function verbinde(config: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client({ connectionTimeoutMillis: 8_000, ...config });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Takes a DATABASE_URL apart. */
export function ausUrl(url: string): { ort: Ort; user: string; password: string } {
  const u = new URL(url);
  return {
    ort: {
      host: u.searchParams.get('host') ?? (u.hostname || 'localhost'),
      port: Number(u.port || 5432),
      database: decodeURIComponent(u.pathname.slice(1)) || 'postgres',
      ...(u.searchParams.get('sslmode') === 'require' ? { ssl: true } : {}),
    },
    user: decodeURIComponent(u.username),
    password: decodeURIComponent(u.password),
  };
}
