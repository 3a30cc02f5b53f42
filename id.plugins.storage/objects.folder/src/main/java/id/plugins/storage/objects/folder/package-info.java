/** Objects as files in a folder. */
package id.plugins.storage.objects.folder;
