//! Tables to charts
