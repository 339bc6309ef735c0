package io.roundhouse.alerts;

/**
 * One action of one alert that fires.
 *
 * @param summary of the alert, for scripts
 */
record Deed(Action action, Identity alert, String severity, String summary) {}
