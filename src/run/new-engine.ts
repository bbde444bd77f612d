import type { HuntSettings } from '../config/hunt-settings.ts';
import { externalTest } from '../egress/networks.ts';
import { Engine } from '../engine/engine.ts';
import { newRecogniser } from './new-recogniser.ts';
import { secretMasker, SHOW_SECRETS } from './redact.ts';

/** The pure core with its settings; secrets are masked unless somebody may see them. */
export function newEngine(settings: HuntSettings, showSecrets: boolean): Engine {
  const recogniser = newRecogniser();
  return new Engine({
    isExternal: externalTest(settings.networks),
    parameters: settings.parameters,
    recogniser,
    redact: showSecrets ? SHOW_SECRETS : secretMasker(recogniser),
    limits: settings.limits,
  });
}
