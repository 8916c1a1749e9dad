export { iconUrl, registerGestalt, schriftUrls, skriptUrl, stylesheetUrl } from './gestalt.ts';
