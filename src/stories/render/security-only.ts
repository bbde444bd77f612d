import type { Renderer } from './renderer.ts';
import { winlogbeatShape } from './winlogbeat.ts';
import { windowsRenderer } from './windows/windows-renderer.ts';

/** A site that has the Security log with command lines and the filtering platform, and nothing else. */
export const securityOnly: Renderer = windowsRenderer({
  id: 'security-only',
  title: 'Security log only',
  shape: winlogbeatShape,
  sensors: { sysmon: false, security: true, powershell: false, commandLines: true },
});
