/** Contract tests per plugin kind. */
package id.tck;
