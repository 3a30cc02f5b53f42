package com.example.sms;

import id.api.notification.Delivery;
import id.api.notification.Message;

/** A class that is loaded late. */
class SmsLine {
    Delivery transmit(Message message) {
        return message.body().isEmpty() ? new Delivery.Refused("empty") : new Delivery.Accepted();
    }
}
