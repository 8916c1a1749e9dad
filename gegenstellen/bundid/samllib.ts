import { createRequire } from 'node:module';

// samlify is CommonJS whose named exports Node cannot see in an import
export const { SamlLib, ServiceProvider } = createRequire(import.meta.url)('samlify') as typeof import('samlify');
