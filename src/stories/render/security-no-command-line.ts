import type { Renderer } from './renderer.ts';
import { winlogbeatShape } from './winlogbeat.ts';
import { windowsRenderer } from './windows/windows-renderer.ts';

/** A site whose Security log has no command lines, which is how Windows comes. */
export const securityNoCommandLine: Renderer = windowsRenderer({
  id: 'security-no-command-line',
  title: 'Security log without command lines',
  shape: winlogbeatShape,
  sensors: { sysmon: false, security: true, powershell: false, commandLines: false },
});
