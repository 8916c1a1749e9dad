export { iconUrl, registerGestalt, schriftUrls, stylesheetUrl } from './gestalt.ts';
