/** Object store in a folder. */
package id.plugins.storage.objects.folder;
